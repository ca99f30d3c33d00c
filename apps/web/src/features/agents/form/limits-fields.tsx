'use client';
import { agentForm as text } from '#text/agent-form.ts';
import { FoldedPart } from './folded-part.tsx';
import { NumberField } from './number-field.tsx';
import type { PartProps } from './part-props.ts';

/** How much of everything a run may use. */
export function LimitsFields({ draft: { config }, changeConfig }: PartProps) {
  const { limits } = config;
  const setLimits = (patch: Partial<typeof limits>) => changeConfig({ limits: { ...limits, ...patch } });
  const setCpus = (cpus: number) => {
    const { cpus: _, ...others } = limits;
    changeConfig({ limits: Number.isNaN(cpus) ? others : { ...others, cpus } });
  };
  return (
    <FoldedPart
      title={text.sections.limits}
      summary={text.summary.limits(config.concurrency, Math.round(config.max_wall_s / 60))}
    >
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <NumberField
          label={text.concurrency}
          value={config.concurrency}
          min={1}
          max={50}
          onChange={(concurrency) => changeConfig({ concurrency })}
        />
        <NumberField
          label={text.attempts}
          value={config.max_attempts}
          min={1}
          max={10}
          onChange={(value) => changeConfig({ max_attempts: value })}
        />
        <NumberField
          label={text.wall}
          value={config.max_wall_s}
          min={1}
          max={86_400}
          onChange={(value) => changeConfig({ max_wall_s: value })}
        />
        <NumberField
          label={text.output}
          value={config.max_output_mb}
          min={1}
          max={4_096}
          onChange={(value) => changeConfig({ max_output_mb: value })}
        />
        <NumberField
          label={text.memory}
          value={limits.memory_mb}
          min={64}
          max={1_048_576}
          onChange={(value) => setLimits({ memory_mb: value })}
        />
        <NumberField
          label={text.processes}
          value={limits.processes}
          min={8}
          max={32_768}
          onChange={(processes) => setLimits({ processes })}
        />
        <NumberField
          label={text.disk}
          value={limits.disk_mb}
          min={16}
          max={1_048_576}
          onChange={(value) => setLimits({ disk_mb: value })}
        />
        <NumberField
          label={text.cpus}
          hint={text.cpusHint}
          value={limits.cpus ?? Number.NaN}
          min={0.1}
          max={1_024}
          step={0.1}
          onChange={setCpus}
        />
      </div>
    </FoldedPart>
  );
}
