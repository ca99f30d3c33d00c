'use client';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { agentForm as text } from '#text/agent-form.ts';
import type { AgentDraft } from './agent-draft.ts';
import { FoldedPart } from './folded-part.tsx';
import { LinesField } from './lines-field.tsx';
import type { PartProps } from './part-props.ts';

const sandboxes = ['required', 'preferred', 'none'] as const satisfies AgentDraft['config']['sandbox'][];
const networks = ['full', 'none', 'allow'] as const satisfies AgentDraft['network']['way'][];

/** How far its processes are shut in. */
export function BoundsFields({ draft, change, changeConfig }: PartProps) {
  const { config, network } = draft;
  const setNetwork = (patch: Partial<AgentDraft['network']>) => change({ network: { ...network, ...patch } });
  return (
    <FoldedPart
      title={text.sections.bounds}
      summary={text.summary.bounds(
        text.summary.sandboxes[config.sandbox],
        text.summary.networks[network.way],
      )}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <ChoiceSelect
          label={text.sandbox}
          options={optionsOf(sandboxes, text.sandboxWays)}
          value={config.sandbox}
          onChange={(sandbox) => changeConfig({ sandbox })}
        />
        <ChoiceSelect
          label={text.network}
          options={optionsOf(networks, text.networkWays)}
          value={network.way}
          onChange={(way) => setNetwork({ way })}
        />
      </div>
      {network.way === 'allow' ? (
        <LinesField
          label={text.hosts}
          hint={text.hostsHint}
          lines={network.hosts}
          onChange={(hosts) => setNetwork({ hosts })}
        />
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <LinesField
          label={text.writes}
          hint={text.writesHint}
          lines={config.writes}
          onChange={(writes) => changeConfig({ writes })}
        />
        <LinesField
          label={text.paths}
          hint={text.pathsHint}
          lines={config.paths}
          onChange={(paths) => changeConfig({ paths })}
        />
        <LinesField
          label={text.labels}
          hint={text.labelsHint}
          lines={config.labels}
          onChange={(labels) => changeConfig({ labels })}
        />
      </div>
    </FoldedPart>
  );
}
