import type { Runner } from '@overmind/contracts/entities/runner';
import { SandboxBadge } from '#features/runs/sandbox-badge.tsx';
import { runners as text } from '#text/runners.ts';

/** How far runs on it are shut in, and what would shut them in better. */
export function RunnerSandbox({ runner }: { runner: Runner }) {
  if (runner.sandbox === null) return <span className="text-ink-3">–</span>;
  const isBest = runner.sandbox === 'sandboxed';
  return (
    <>
      <SandboxBadge level={runner.sandbox} />
      {isBest ? null : <p className="mt-1 text-ink-2 text-xs">{better(runner.platform)}</p>}
    </>
  );
}

const better = (platform: string | null): string =>
  platform === null || platform.startsWith('linux')
    ? text.better.linux
    : platform.startsWith('darwin')
      ? text.better.darwin
      : text.better.other;
