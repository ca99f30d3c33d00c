'use client';
import { modelPrivacies } from '@overmind/contracts/entities/model';
import { planner as text } from '#text/planner.ts';
import { ChoiceList } from './choice-list.tsx';
import { PlannerModel } from './planner-model.tsx';
import { PlannerPolicy } from './planner-policy.tsx';
import { SwitchLine } from './switch-line.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function PlannerFields({ form: { draft, change } }: { form: SettingsForm }) {
  const { planner } = draft;
  return (
    <div className="max-w-lg space-y-5">
      <SwitchLine
        label={text.usesModel}
        hint={text.usesModelHint}
        isOn={planner.uses_model}
        onChange={(uses_model) => change({ planner: { ...planner, uses_model } })}
      />
      {planner.uses_model ? (
        <>
          <PlannerModel policy={planner.policy} />
          <ChoiceList
            label={text.privacy}
            options={modelPrivacies}
            words={text.privacies}
            value={planner.policy.privacy}
            onChange={(privacy) =>
              change({ planner: { ...planner, policy: { ...planner.policy, privacy } } })
            }
          />
          <PlannerPolicy
            policy={planner.policy}
            onChange={(policy) => change({ planner: { ...planner, policy } })}
          />
        </>
      ) : null}
    </div>
  );
}
