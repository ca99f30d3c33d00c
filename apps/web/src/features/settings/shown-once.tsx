import { CopyButton } from '#components/copy-button.tsx';
import { settings as text } from '#text/settings.ts';

/** A secret that the server tells once. */
export const ShownOnce = ({ secret }: { secret: string }) => (
  <div role="status" className="rounded-card border border-done/40 bg-done-soft px-3 py-2">
    <p className="text-sm">{text.tokenOnce}</p>
    <p className="mt-1 flex items-center gap-2">
      <code className="min-w-0 flex-1 overflow-x-auto whitespace-nowrap font-mono text-xs">{secret}</code>
      <CopyButton text={secret} />
    </p>
  </div>
);
