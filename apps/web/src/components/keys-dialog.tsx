'use client';
import { Kbd } from '#components/ui/badge.tsx';
import { Dialog } from '#components/ui/dialog.tsx';

export interface KeyWords {
  keys: string[];
  words: string;
}

interface KeysDialogProps {
  title: string;
  keys: readonly KeyWords[];
  onClose(): void;
}

/** Which keys do what. */
export const KeysDialog = ({ title, keys, onClose }: KeysDialogProps) => (
  <Dialog isOpen onOpenChange={onClose} title={title}>
    <dl className="divide-y text-sm">
      {keys.map(({ keys: pressed, words }) => (
        <div key={words} className="flex items-center gap-4 py-1.5">
          <dd className="order-2 flex-1 text-ink-2">{words}</dd>
          <dt className="flex w-28 shrink-0 gap-1">
            {pressed.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
        </div>
      ))}
    </dl>
  </Dialog>
);
