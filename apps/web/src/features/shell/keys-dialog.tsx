'use client';
import { Kbd } from '#components/ui/badge.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { shell, shortcuts } from '#text/shell.ts';

export const KeysDialog = ({ onClose }: { onClose(): void }) => (
  <Dialog isOpen onOpenChange={onClose} title={shell.keys}>
    <dl className="divide-y text-sm">
      {shortcuts.map(({ keys, words }) => (
        <div key={words} className="flex items-center gap-4 py-1.5">
          <dd className="order-2 flex-1 text-ink-2">{words}</dd>
          <dt className="flex w-28 shrink-0 gap-1">
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
        </div>
      ))}
    </dl>
  </Dialog>
);
