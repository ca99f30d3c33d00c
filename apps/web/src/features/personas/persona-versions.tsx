'use client';
import type { PersonaVersion, ProjectPersona } from '@overmind/contracts/entities/persona';
import { builtInPersonas } from '@overmind/contracts/entities/persona';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { usePersonName } from '#features/people/use-people.ts';
import { useProjectScope } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { personas as text } from '#text/personas.ts';
import { PersonaChanges } from './persona-changes.tsx';
import { usePersonaVersions } from './use-personas.ts';

/** Every version that was ever saved, and what each one changed. */
export function PersonaVersions({ persona: { persona } }: { persona: ProjectPersona }) {
  const found = usePersonaVersions(persona.key);
  const [asked, show] = useSearchParam('version');
  const { versions } = found;
  if (found.isPending) return <Skeleton className="h-48" />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const shown = versions.find(({ number }) => String(number) === asked) ?? versions[0];
  if (shown === undefined) return <p className="text-ink-2 text-sm">{text.noVersions}</p>;
  const earlier = versions.find(({ number }) => number === shown.number - 1);
  const before = earlier?.persona ?? builtInPersonas.find(({ key }) => key === persona.key) ?? null;
  return (
    <div className="grid gap-4 md:grid-cols-[14rem_1fr]">
      <div className="space-y-1">
        <ol aria-label={text.versions} className="space-y-1">
          {versions.map((version) => (
            <VersionLine
              key={version.number}
              version={version}
              isLatest={version === versions[0]}
              isShown={version === shown}
              onShow={() => show(String(version.number))}
            />
          ))}
        </ol>
        {found.hasNextPage ? (
          <Button
            size="sm"
            look="quiet"
            isBusy={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {text.more}
          </Button>
        ) : null}
      </div>
      <PersonaChanges
        title={text.compared(
          earlier === undefined ? text.beginning : text.version(earlier.number),
          text.version(shown.number),
        )}
        before={before}
        after={shown.persona}
      />
    </div>
  );
}

interface VersionLineProps {
  version: PersonaVersion;
  isLatest: boolean;
  isShown: boolean;
  onShow(): void;
}

function VersionLine({ version, isLatest, isShown, onShow }: VersionLineProps) {
  const { projectId } = useProjectScope();
  const author = usePersonName(projectId)(version.created_by_user_id);
  return (
    <li>
      <button
        type="button"
        aria-pressed={isShown}
        onClick={onShow}
        className={cn(
          'w-full rounded-md border px-2 py-1.5 text-left text-xs max-md:min-h-11',
          isShown ? 'border-line-strong bg-raised' : 'border-transparent hover:bg-ink/5',
        )}
      >
        <span className="flex items-baseline gap-2">
          <span className="font-medium tabular-nums">{text.version(version.number)}</span>
          {isLatest ? <span className="text-ink-3">{text.latest}</span> : null}
          <TimeAgo iso={version.created_at} className="ml-auto text-ink-3" />
        </span>
        <span className="block truncate text-ink-2">{version.note === '' ? author : version.note}</span>
      </button>
    </li>
  );
}
