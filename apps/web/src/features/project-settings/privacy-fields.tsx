'use client';
import { modelPrivacies } from '@overmind/contracts/entities/model';
import { Field, Select } from '#components/ui/field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { projectModels as text } from '#text/project-models.ts';
import { ChoiceList } from './choice-list.tsx';
import type { SettingsDraft } from './settings-draft.ts';
import type { SettingsForm } from './use-project-settings.ts';

/** What may leave the machine, for all of the project and for single repositories. */
export function PrivacyFields({ form: { draft, change } }: { form: SettingsForm }) {
  const paths = useRepositories(draft);
  return (
    <div className="max-w-lg space-y-5">
      <ChoiceList
        label={text.label}
        options={modelPrivacies}
        words={text.options}
        value={draft.model_privacy}
        onChange={(model_privacy) => change({ model_privacy })}
      />
      {paths.length === 0 ? null : (
        <fieldset className="space-y-3">
          <legend className="mb-1 font-medium text-ink-2 text-xs">{text.repositories}</legend>
          {paths.map((path) => (
            <Field key={path} label={path}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.repository_privacy[path] ?? ''}
                  onChange={({ target }) =>
                    change({ repository_privacy: withRule(draft.repository_privacy, path, target.value) })
                  }
                >
                  <option value="">{text.asProject}</option>
                  {modelPrivacies.map((privacy) => (
                    <option key={privacy} value={privacy}>
                      {text.options[privacy]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ))}
          <p className="text-ink-3 text-xs">{text.repositoriesHint}</p>
        </fieldset>
      )}
    </div>
  );
}

/** Those that the project and its agents work in, and those that have a rule already. */
function useRepositories({ repository, repository_privacy: rules }: SettingsDraft): string[] {
  const agents = useView((view) => view.agents);
  const named = [repository, ...agents.map(({ config }) => config.repo_path ?? ''), ...Object.keys(rules)];
  return [...new Set(named)].filter((path) => path !== '');
}

function withRule(
  rules: SettingsDraft['repository_privacy'],
  path: string,
  wanted: string,
): SettingsDraft['repository_privacy'] {
  const { [path]: _, ...others } = rules;
  const privacy = modelPrivacies.find((each) => each === wanted);
  return privacy === undefined ? others : { ...others, [path]: privacy };
}
