import type { Permission } from '@overmind/contracts/entities/permission';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { permissions as text } from '#text/permissions.ts';

/**
 * What exactly is asked for. All of it is the agent's own words: nothing in it acts, and nothing of it is hidden, not
 * even colours, since a person decides on what they read here.
 */
export function PermissionWords({ request }: { request: Permission }) {
  const isDiff = /^@@ /m.test(request.detail);
  return (
    <>
      <p className="font-medium text-sm [overflow-wrap:anywhere]">
        <VisibleText text={request.title} />
      </p>
      {request.detail.trim() === '' ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a named region that scrolls, not a form
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
          tabIndex={0}
          role="group"
          aria-label={text.detail}
          className="mt-1.5 max-h-48 overflow-auto whitespace-pre-wrap rounded-md border bg-sunken p-2 font-mono text-xs leading-[17px] [overflow-wrap:anywhere]"
        >
          {request.detail.split('\n').map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and keep their place
            <span key={index} className={cn('block min-h-[17px]', isDiff ? toneOf(line) : '')}>
              <VisibleText text={line} />
            </span>
          ))}
        </pre>
      )}
    </>
  );
}

const toneOf = (line: string): string =>
  line.startsWith('+') ? 'bg-done/12' : line.startsWith('-') ? 'bg-failed/12' : '';
