'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { usePersonas } from '#features/personas/use-personas.ts';
import { useProjectScope } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { startText as text } from '#text/discussion-list.ts';
import { personasPath } from '../discussions-path.ts';
import { VoiceMark } from '../voice-mark.tsx';
import { voicesOf } from '../voices.tsx';
import type { DiscussionDraft } from './discussion-draft.ts';

interface SpeakerFieldsProps {
  draft: DiscussionDraft;
  onChange(patch: Partial<DiscussionDraft>): void;
}

/** Who sits at the table, and who leads. */
export function SpeakerFields({ draft, onChange }: SpeakerFieldsProps) {
  const { projectId } = useProjectScope();
  const { data } = usePersonas();
  const known = useMemo(() => data?.items ?? [], [data]);
  const voices = useMemo(
    () =>
      voicesOf(
        known.map(({ persona }) => persona),
        '',
      ),
    [known],
  );
  const chosen = draft.speakers ?? known.filter((each) => each.is_enabled).map(({ persona }) => persona.key);
  const toggle = (key: string) => {
    const speakers = chosen.includes(key)
      ? chosen.filter((each) => each !== key)
      : voices.map((voice) => voice.key).filter((each) => each === key || chosen.includes(each));
    const facilitator =
      draft.facilitator !== null && speakers.includes(draft.facilitator) ? draft.facilitator : null;
    onChange({ speakers, facilitator });
  };
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="font-medium text-ink-2 text-xs">{text.speakers}</legend>
        <p className="mb-1 text-ink-3 text-xs">
          {text.speakersHint}{' '}
          <Link href={personasPath(projectId)} className="text-accent underline">
            {text.edit}
          </Link>
        </p>
        {data === undefined ? <Skeleton className="h-16" /> : null}
        <div className="grid grid-cols-1 gap-1.5 sm:grid-cols-2">
          {voices.map((voice, index) => (
            <label
              key={voice.key}
              className={cn(
                'flex cursor-pointer items-center gap-2 rounded-md border px-2 py-1.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:min-h-11',
                chosen.includes(voice.key) && 'border-line-strong bg-raised',
              )}
            >
              <input
                type="checkbox"
                checked={chosen.includes(voice.key)}
                onChange={() => toggle(voice.key)}
                className="accent-(--accent)"
              />
              <VoiceMark voice={voice} />
              <span className="min-w-0">
                <span className="block truncate font-medium">{voice.name}</span>
                <span className="block truncate text-2xs text-ink-2">{known[index]?.persona.role}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={text.facilitator}>
        {(control) => (
          <Select
            {...control}
            value={draft.facilitator ?? chosen[0] ?? ''}
            onChange={(event) => onChange({ facilitator: event.target.value })}
          >
            {voices
              .filter(({ key }) => chosen.includes(key))
              .map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
          </Select>
        )}
      </Field>
    </>
  );
}
