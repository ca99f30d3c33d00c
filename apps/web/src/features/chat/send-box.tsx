'use client';
import { CornerDownLeft } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { chat } from '#text/chat.ts';

const mostRows = 8;
const rowsOf = (text: string): number =>
  Math.min(mostRows, Math.max(2, text.slice(0, 4_000).split('\n').length));

interface SendBoxProps extends ComponentProps<'textarea'> {
  value: string;
  send: string;
  hint: string;
  /** How many characters are too many; none at zero and below. */
  excess: number;
  isReady: boolean;
  /** Another button, left of the one that sends. */
  aside?: ReactNode;
}

/** What is being written, growing with its lines, and the button that submits the form around it. */
export const SendBox = ({ send, hint, excess, isReady, aside, ...box }: SendBoxProps) => (
  <>
    <div className="relative">
      <Textarea
        {...box}
        rows={rowsOf(box.value)}
        className={aside === undefined ? 'resize-none pr-12' : 'resize-none pr-20 max-md:pr-26'}
      />
      {aside}
      <Button
        type="submit"
        look="primary"
        size="icon"
        className="absolute right-1.5 bottom-1.5"
        aria-label={send}
        disabled={!isReady}
      >
        <CornerDownLeft aria-hidden />
      </Button>
    </div>
    {excess > 0 ? (
      <p role="alert" className="mt-1 px-0.5 text-2xs text-failed">
        {chat.tooLong(excess)}
      </p>
    ) : (
      <p className="mt-1 truncate px-0.5 text-2xs text-ink-3 max-md:hidden">{hint}</p>
    )}
  </>
);
