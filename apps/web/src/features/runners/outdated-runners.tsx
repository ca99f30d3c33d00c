'use client';
import { TriangleAlert } from 'lucide-react';
import { useView } from '#features/project/project-context.tsx';
import { runners as text } from '#text/runners.ts';
import { compareVersions } from './runner-version.ts';
import { useServerVersion } from './use-runners.ts';

/** Says which runners are behind the server: one that speaks another protocol takes no run until it is updated. */
export function OutdatedRunners() {
  const server = useServerVersion();
  const names = useView((view) =>
    view.runners
      .filter(
        ({ version, is_turned_away }) => is_turned_away || compareVersions(version, server) === 'outdated',
      )
      .map(({ name, version }) => `${name} (${version ?? '–'})`)
      .join(', '),
  );
  if (names === '' || server === undefined) return null;
  return (
    <p role="status" className="mt-2 flex items-start gap-1.5 text-sm">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-blocked" aria-hidden />
      <span className="[overflow-wrap:anywhere]">{text.behind(names, server)}</span>
    </p>
  );
}
