'use client';
import { agentForm as text } from '#text/agent-form.ts';
import { CommandEditor } from '../command-editor.tsx';
import { FoldedPart } from './folded-part.tsx';
import { LinesField } from './lines-field.tsx';
import { NumberField } from './number-field.tsx';
import type { PartProps } from './part-props.ts';

/** What is done in a fresh workspace before the work and after it. */
export function WorkspaceFields({ draft, change, changeConfig }: PartProps) {
  const { workspace } = draft.config;
  const set = (patch: Partial<typeof workspace>) => changeConfig({ workspace: { ...workspace, ...patch } });
  return (
    <FoldedPart
      title={text.sections.workspace}
      summary={text.summary.steps(workspace.setup.length + workspace.teardown.length)}
    >
      <CommandEditor
        title={text.setup}
        addLabel={text.addSetup}
        newName="set-up"
        commands={workspace.setup}
        onChange={(setup) => set({ setup })}
      />
      <CommandEditor
        title={text.teardown}
        addLabel={text.addTeardown}
        newName="clean-up"
        commands={workspace.teardown}
        onChange={(teardown) => set({ teardown })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <LinesField
          label={text.cacheKey}
          hint={text.cacheKeyHint}
          lines={draft.cache.key}
          onChange={(key) => change({ cache: { ...draft.cache, key } })}
        />
        <LinesField
          label={text.cachePaths}
          hint={text.cachePathsHint}
          lines={draft.cache.paths}
          onChange={(paths) => change({ cache: { ...draft.cache, paths } })}
        />
      </div>
      <div className="max-w-60">
        <NumberField
          label={text.ports}
          hint={text.portsHint}
          value={workspace.ports}
          min={0}
          max={20}
          onChange={(ports) => set({ ports })}
        />
      </div>
    </FoldedPart>
  );
}

/** Variables and secrets that its processes see. */
export function EnvironmentFields({ draft, change, changeConfig }: PartProps) {
  const { config, variables } = draft;
  return (
    <FoldedPart
      title={text.sections.environment}
      summary={text.summary.names(config.env.length + config.secrets.length + variables.length)}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <LinesField label={text.env} lines={config.env} onChange={(env) => changeConfig({ env })} />
        <LinesField
          label={text.secrets}
          hint={text.secretsHint}
          lines={config.secrets}
          onChange={(secrets) => changeConfig({ secrets })}
        />
      </div>
      <LinesField
        label={text.variables}
        hint={text.variablesHint}
        lines={variables}
        onChange={(lines) => change({ variables: lines })}
      />
    </FoldedPart>
  );
}
