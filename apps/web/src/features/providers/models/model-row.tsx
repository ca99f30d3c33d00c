'use client';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import { SlidersHorizontal } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { costWords, countWords } from '#lib/numbers.ts';
import { duration } from '#lib/time.ts';
import { models as text } from '#text/providers.ts';
import { goToProvider } from '../providers-place.ts';

/** What a model holds, costs and can, and how it did in its latest calls. */
export const ModelRow = ({ model, mayChange }: { model: CatalogueModel; mayChange: boolean }) => (
  <li className="flex items-start gap-2 py-2">
    <div className={cn('min-w-0 flex-1 text-xs', !model.is_enabled && 'text-ink-3')}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <code className="min-w-0 break-all font-mono">{model.model}</code>
        {model.capabilities.map((capability) => (
          <Badge key={capability}>{text.capabilities[capability]}</Badge>
        ))}
        {model.is_enabled ? null : <Badge>{text.off}</Badge>}
        {model.is_stale ? <Badge title={text.staleHint}>{text.stale}</Badge> : null}
        {model.is_left_alone ? (
          <Badge title={text.leftAloneHint} className="border-blocked/50 text-blocked">
            {text.leftAlone}
          </Badge>
        ) : null}
      </p>
      <p className="mt-0.5 text-ink-2">
        {model.context_tokens === null ? text.unknownContext : text.context(countWords(model.context_tokens))}
        {' · '}
        <span title={text.priceSources[model.price_source]}>{priceWords(model)}</span>
        {' · '}
        <span title={text.qualitySources[model.quality_source]}>
          {text.quality(model.quality, model.quality_source)}
        </span>
      </p>
      <Measured model={model} />
    </div>
    {mayChange ? (
      <Button
        look="quiet"
        size="icon"
        aria-label={text.edit(model.ref)}
        title={text.edit(model.ref)}
        onClick={() => goToProvider({ model: model.ref })}
      >
        <SlidersHorizontal aria-hidden />
      </Button>
    ) : null}
  </li>
);

function priceWords({ prices, price_source: source }: CatalogueModel): string {
  if (source === 'free') return text.free;
  const { input_micros: input, output_micros: output } = prices;
  return input === null || output === null ? text.noPrices : text.prices(costWords(input), costWords(output));
}

/** Its latest calls as a bar: what went well against what failed. */
function Measured({ model }: { model: CatalogueModel }) {
  const { latency_ms: latencyMs, error_rate: errorRate, measured_calls: calls } = model;
  if (latencyMs === null || errorRate === null || calls === 0) return null;
  return (
    <p className="mt-1 flex items-center gap-2 text-ink-3">
      <span aria-hidden className="flex h-1.5 w-16 shrink-0 overflow-hidden rounded-full bg-done">
        <span className="ml-auto bg-failed" style={{ width: `${errorRate * 100}%` }} />
      </span>
      {text.measured(duration(latencyMs), `${Math.round(errorRate * 100)} %`, calls)}
    </p>
  );
}
