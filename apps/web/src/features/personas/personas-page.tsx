'use client';
import type { ProjectPersona } from '@overmind/contracts/entities/persona';
import { ArrowLeft, MessagesSquare, Plus, Users } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense, useMemo } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { discussionsPath } from '#features/discussions/discussions-path.ts';
import { VoiceMark } from '#features/discussions/voice-mark.tsx';
import { type Voice, voicesOf } from '#features/discussions/voices.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { cn } from '#lib/class-names.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { personas as text } from '#text/personas.ts';
import { usePersonas } from './use-personas.ts';

const PersonaEditor = lazy(async () => ({ default: (await import('./persona-editor.tsx')).PersonaEditor }));
const PersonaVersions = lazy(async () => ({
  default: (await import('./persona-versions.tsx')).PersonaVersions,
}));

/** No key looks like this, so it can stand in the address for the one that is being made. */
const newMark = '+';

/** Everyone who can take part in discussions of the project, and the place to edit them. */
export function PersonasPage() {
  const { projectId } = useProjectScope();
  const found = usePersonas();
  const [chosen, choose] = useSearchParam('persona');
  const mayEdit = useMay('maintainer');
  return (
    <ProjectFrame
      title={text.title}
      actions={
        <>
          <Button asChild size="sm" look="quiet">
            <Link href={discussionsPath(projectId)}>
              <MessagesSquare aria-hidden />
              <span className="max-md:sr-only">{text.back}</span>
            </Link>
          </Button>
          <Button look="primary" disabled={!mayEdit} onClick={() => choose(newMark)}>
            <Plus aria-hidden />
            <span className="max-md:sr-only">{text.add}</span>
          </Button>
        </>
      }
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-5xl grid-cols-1 gap-6 px-4 py-5 md:grid-cols-[19rem_minmax(0,1fr)]">
          {found.isPending ? <Skeleton className="h-48" /> : null}
          {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
          {found.data === undefined ? null : (
            <Chosen all={found.data.items} chosen={chosen} onChoose={choose} />
          )}
        </div>
      </div>
    </ProjectFrame>
  );
}

interface ChosenProps {
  all: readonly ProjectPersona[];
  chosen: string | null;
  onChoose(key: string | null): void;
}

function Chosen({ all, chosen, onChoose }: ChosenProps) {
  const voices = useMemo(
    () =>
      voicesOf(
        all.map(({ persona }) => persona),
        '',
      ),
    [all],
  );
  return (
    <>
      <ul aria-label={text.list} className={cn('space-y-1', chosen !== null && 'max-md:hidden')}>
        {all.map((each, index) => (
          <PersonaLine
            key={each.persona.key}
            persona={each}
            voice={voices[index]}
            isChosen={each.persona.key === chosen}
            onChoose={() => onChoose(each.persona.key)}
          />
        ))}
      </ul>
      <div className="min-w-0 space-y-4">
        {chosen === null ? null : (
          <Button look="quiet" size="sm" className="-ml-2 md:hidden" onClick={() => onChoose(null)}>
            <ArrowLeft aria-hidden />
            {text.toList}
          </Button>
        )}
        <Detail all={all} chosen={chosen} onChoose={onChoose} />
      </div>
    </>
  );
}

interface PersonaLineProps {
  persona: ProjectPersona;
  voice: Voice | undefined;
  isChosen: boolean;
  onChoose(): void;
}

const PersonaLine = ({ persona, voice, isChosen, onChoose }: PersonaLineProps) => (
  <li>
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        'flex w-full items-center gap-2 rounded-md border px-2 py-1.5 text-left text-sm max-md:min-h-11',
        isChosen ? 'border-line-strong bg-raised' : 'border-transparent hover:bg-ink/5',
      )}
    >
      {voice === undefined ? null : (
        <VoiceMark voice={voice} className={persona.is_enabled ? '' : 'opacity-50'} />
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{persona.persona.name}</span>
        <span className="block truncate text-2xs text-ink-2">
          {persona.is_enabled ? persona.persona.role : text.off}
        </span>
      </span>
      <Badge>{persona.is_built_in ? (persona.is_changed ? text.changed : text.builtIn) : text.own}</Badge>
    </button>
  </li>
);

const views = ['edit', 'versions'] as const;

function Detail({ all, chosen, onChoose }: ChosenProps) {
  const [view, show] = useSearchParam('view');
  const persona = all.find(({ persona: { key } }) => key === chosen) ?? null;
  const taken = all.map(({ persona: { key } }) => key);
  const saved = { taken, onSaved: onChoose, onRemoved: () => onChoose(null) };
  if (chosen === newMark)
    return (
      <Suspense fallback={<Skeleton className="h-48" />}>
        <PersonaEditor key={newMark} persona={null} {...saved} />
      </Suspense>
    );
  if (persona === null) {
    const isGone = chosen !== null;
    return (
      <EmptyState
        icon={Users}
        title={isGone ? text.gone : text.choose}
        hint={isGone ? text.goneHint : text.chooseHint}
        className={isGone ? '' : 'max-md:hidden'}
      />
    );
  }
  const shown = view === 'versions' ? 'versions' : 'edit';
  return (
    <section aria-label={persona.persona.name} className="min-w-0 space-y-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold text-[15px]">{persona.persona.name}</h2>
        <fieldset className="ml-auto flex gap-1" aria-label={text.viewsLabel}>
          {views.map((each) => (
            <Button
              key={each}
              size="sm"
              look={shown === each ? 'plain' : 'quiet'}
              aria-pressed={shown === each}
              onClick={() => show(each === 'edit' ? null : each)}
            >
              {text.views[each]}
            </Button>
          ))}
        </fieldset>
      </div>
      <Suspense fallback={<Skeleton className="h-48" />}>
        {shown === 'edit' ? (
          <PersonaEditor key={chosen} persona={persona} {...saved} />
        ) : (
          <PersonaVersions persona={persona} />
        )}
      </Suspense>
    </section>
  );
}
