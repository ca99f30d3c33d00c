'use client';
import { Badge } from '#components/ui/badge.tsx';
import { useView } from '#features/project/project-context.tsx';
import { agentForm as text } from '#text/agent-form.ts';
import type { AgentDraft } from './agent-draft.ts';
import { type Choice, ChoiceCards } from './choice-cards.tsx';
import { type Coder, coderChoices } from './coder-choices.ts';
import { LinesField } from './lines-field.tsx';
import { NumberField } from './number-field.tsx';
import type { PartProps } from './part-props.ts';
import { PrivacyWarning } from './privacy-warning.tsx';
import { WordsEditor } from './words-editor.tsx';

const own = '\0own';

/** Which coding agent does the work, and what becomes of its requests. */
export function CoderFields({ draft, change, changeConfig }: PartProps) {
  const runners = useView((view) => view.runners);
  const { coder, config } = draft;
  const coders = coderChoices(runners, coder.preset);
  const choices: Choice<string>[] = [
    ...coders.map((each) => ({ value: each.preset, title: each.title, hint: hintOf(each) })),
    { value: own, title: text.ownCommand, hint: text.ownCommandHint },
  ];
  const choose = (value: string) =>
    change({
      coder: value === own ? { ...coder, way: 'command' } : { ...coder, way: 'preset', preset: value },
    });
  return (
    <>
      <ChoiceCards
        label={text.coder}
        choices={choices}
        value={coder.way === 'command' ? own : coder.preset}
        onChange={choose}
        className="sm:grid-cols-2"
      />
      <PrivacyWarning draft={draft} />
      {coders.length === 0 ? <p className="text-blocked text-xs">{text.noneDetected}</p> : null}
      {coder.way === 'command' ? (
        <>
          <WordsEditor
            words={coder.command}
            onChange={(command) => change({ coder: { ...coder, command } })}
          />
          <LinesField
            label={text.sessionFiles}
            hint={text.sessionFilesHint}
            lines={coder.sessionFiles}
            onChange={(sessionFiles) => change({ coder: { ...coder, sessionFiles } })}
          />
        </>
      ) : null}
      <ChoiceCards
        label={text.permissions}
        choices={permissionChoices}
        value={config.permissions ?? 'ask'}
        onChange={(permissions) => changeConfig({ permissions })}
        className="sm:grid-cols-3"
      />
      {(config.permissions ?? 'ask') === 'ask' ? (
        <div className="max-w-60">
          <NumberField
            label={text.permissionTimeout}
            value={config.permission_timeout_s}
            min={5}
            max={86_400}
            onChange={(value) => changeConfig({ permission_timeout_s: value })}
          />
        </div>
      ) : null}
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-4 accent-(--done)"
          checked={config.run_token !== false}
          onChange={(event) => changeConfig({ run_token: event.target.checked })}
        />
        {text.runToken}
      </label>
    </>
  );
}

const hintOf = ({ installedOn, installHint }: Coder): string =>
  installedOn.length > 0
    ? text.installedOn(installedOn.join(', '))
    : [text.notInstalled, installHint].filter(Boolean).join(': ');

const permissionChoices: Choice<NonNullable<AgentDraft['config']['permissions']>>[] = (
  ['ask', 'allow', 'deny'] as const
).map((value) => ({
  value,
  hint: text.permissionWays[value].hint,
  title:
    value === 'allow' ? (
      <>
        {text.permissionWays.allow.title} <Badge className="border-failed/50 text-failed">{text.risk}</Badge>
      </>
    ) : (
      text.permissionWays[value].title
    ),
}));
