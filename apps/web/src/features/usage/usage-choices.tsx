'use client';
import { noProject } from '@overmind/contracts/entities/model-call';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useProjects } from '#features/projects/use-projects.ts';
import { useMe } from '#features/session/use-session.ts';
import { usage as text } from '#text/usage.ts';
import { addDays, dayOf, goTo, lengthInDays, measures, ranges, type UsagePlace } from './usage-place.ts';

/** Which time, which project, and whether money or tokens are drawn. */
export const UsageChoices = ({ place }: { place: UsagePlace }) => (
  <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
    <Range place={place} />
    <Days place={place} />
    <ProjectChoice project={place.project} />
    <fieldset className="flex gap-1">
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.measure}</legend>
      {measures.map((measure) => (
        <Button
          key={measure}
          look={place.measure === measure ? 'plain' : 'quiet'}
          aria-pressed={place.measure === measure}
          onClick={() => goTo({ measure })}
        >
          {text.measures[measure]}
        </Button>
      ))}
    </fieldset>
  </div>
);

function Range({ place: { from, to } }: { place: UsagePlace }) {
  const today = dayOf(Date.now());
  const length = to === today ? lengthInDays(from, to) : null;
  return (
    <fieldset className="flex gap-1">
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.range}</legend>
      {ranges.map((days) => (
        <Button
          key={days}
          look={length === days ? 'plain' : 'quiet'}
          aria-pressed={length === days}
          onClick={() => goTo({ from: addDays(today, 1 - days), to: today })}
        >
          {text.days(days)}
        </Button>
      ))}
    </fieldset>
  );
}

const Days = ({ place: { from, to } }: { place: UsagePlace }) => (
  <div className="flex gap-2 max-sm:w-full max-sm:flex-col">
    <Field label={text.from} className="w-36 max-sm:w-full">
      {(control) => (
        <Input
          {...control}
          type="date"
          max={to}
          value={from}
          onChange={({ target }) => (target.value === '' ? undefined : goTo({ from: target.value, to }))}
        />
      )}
    </Field>
    <Field label={text.to} className="w-36 max-sm:w-full">
      {(control) => (
        <Input
          {...control}
          type="date"
          min={from}
          value={to}
          onChange={({ target }) => (target.value === '' ? undefined : goTo({ from, to: target.value }))}
        />
      )}
    </Field>
  </div>
);

function ProjectChoice({ project }: { project: string | null }) {
  const projects = useProjects().data?.items ?? [];
  const isAdmin = useMe().data?.user.is_admin === true;
  return (
    <Field label={text.project} className="w-52">
      {(control) => (
        <Select
          {...control}
          value={project ?? ''}
          onChange={({ target }) => goTo({ project: target.value === '' ? null : target.value })}
        >
          <option value="">{text.allProjects}</option>
          {isAdmin ? <option value={noProject}>{text.noProject}</option> : null}
          {projects.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
