'use client';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import type { Provider } from '@overmind/contracts/entities/provider';
import { KeyRound, SlidersHorizontal } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { PlaceMark } from '#features/model-calls/place-mark.tsx';
import { ScriptedMark } from '#features/model-calls/scripted-mark.tsx';
import { countWords } from '#lib/numbers.ts';
import { models as modelsText, providers as text } from '#text/providers.ts';
import { ModelList } from './models/model-list.tsx';
import { ProviderHealth } from './provider-health.tsx';
import { goToProvider } from './providers-place.ts';
import { troubleOf } from './trouble.ts';
import { needsKey, useProviderActs } from './use-providers.ts';

const OllamaModels = lazy(async () => ({
  default: (await import('./ollama/ollama-models.tsx')).OllamaModels,
}));

interface ProviderCardProps {
  provider: Provider;
  models: readonly CatalogueModel[];
  mayChange: boolean;
}

/** Where a provider is, whether it answers, what it may be used for, and what it offers. */
export function ProviderCard({ provider, models, mayChange }: ProviderCardProps) {
  const { name, kind } = provider;
  return (
    <article
      aria-label={name}
      className="flex flex-col gap-3.5 rounded-card border bg-surface p-4 shadow-card"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 truncate font-semibold text-[15px]">{text.kinds[kind]}</h2>
        {name === kind ? null : <code className="font-mono text-ink-2 text-xs">{name}</code>}
        <ScriptedMark name={name} />
        <PlaceMark isLocal={provider.is_local && (kind === 'ollama' || provider.serves_itself)} />
        <Undeclared provider={provider} />
        <Origin provider={provider} />
        {mayChange ? <Turn provider={provider} /> : null}
      </header>
      {/* What a test said holds for the settings that it was made with. */}
      <ProviderHealth key={provider.version} provider={provider} mayTest={mayChange} />
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-2 text-sm">
        {mayChange ? (
          <>
            <Fact name={text.address}>
              <code className="break-all font-mono text-xs">{provider.base_url ?? text.noAddress}</code>
            </Fact>
            <Fact name={text.keyName}>{keyWords(provider)}</Fact>
          </>
        ) : null}
        <Fact name={text.limits}>{limitWords(provider)}</Fact>
        {kind === 'ollama' ? (
          <Fact name={text.keepAlive}>
            {provider.keep_alive === null ? text.keepAliveUsual : text.keepAliveFor(provider.keep_alive)}
          </Fact>
        ) : null}
      </dl>
      {mayChange ? (
        <p className="flex flex-wrap gap-2">
          <Button size="sm" aria-label={text.editOf(name)} onClick={() => goToProvider({ edit: name })}>
            <SlidersHorizontal aria-hidden />
            {text.edit}
          </Button>
          <Button size="sm" aria-label={text.keyOf(name)} onClick={() => goToProvider({ key: name })}>
            <KeyRound aria-hidden />
            {text.key}
          </Button>
        </p>
      ) : null}
      {provider.is_enabled ? (
        <ModelList models={models} none={whyNone(provider)} mayChange={mayChange} />
      ) : null}
      {kind === 'ollama' && provider.is_enabled && mayChange ? (
        <Suspense fallback={<Skeleton className="h-16" />}>
          <OllamaModels provider={name} />
        </Suspense>
      ) : null}
    </article>
  );
}

function whyNone(provider: Provider): string {
  const { status, error } = provider.health;
  if (status !== 'down' || error === null) return modelsText.none;
  const { step, status: state } = troubleOf(provider, error);
  return modelsText.noneAsDown(step ?? `${state}.`);
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3 text-xs leading-[19px]">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);

/** Called near by, yet of no use to work that stays local until somebody says that it passes nothing on. */
const Undeclared = ({ provider }: { provider: Provider }) =>
  provider.is_local && provider.kind !== 'ollama' && !provider.serves_itself ? (
    <Badge>{text.undeclared}</Badge>
  ) : null;

const Origin = ({ provider }: { provider: Provider }) => (
  <Badge>
    {provider.from_environment ? text.fromEnvironment : provider.version > 0 ? text.setHere : text.notSet}
  </Badge>
);

function Turn({ provider }: { provider: Provider }) {
  const { enable } = useProviderActs();
  const { name, version } = provider;
  return (
    <span className="ml-auto">
      <Switch
        aria-label={text.enabled(name)}
        checked={provider.is_enabled}
        disabled={enable.isPending}
        onCheckedChange={(is_enabled) =>
          enable.mutate({ params: { provider: name }, body: { is_enabled }, ifMatch: version })
        }
      />
    </span>
  );
}

function keyWords(provider: Provider): ReactNode {
  const { key } = provider;
  if (key?.problem != null) return <span className="text-failed">{key.problem}</span>;
  if (key?.source === 'environment') return text.keyEnvironment;
  if (key?.is_set === true) return text.keySet(key.last_four);
  if (provider.kind === 'openai_compatible') return text.keyOptional;
  return needsKey(provider) ? <span className="text-review">{text.keyMissing}</span> : text.keyNotNeeded;
}

function limitWords({ limits }: Provider): string {
  const parts = [
    limits.requests_per_min === null ? null : text.perMinute(countWords(limits.requests_per_min)),
    limits.tokens_per_min === null ? null : text.tokensPerMinute(countWords(limits.tokens_per_min)),
    limits.concurrency === null ? null : text.atOnce(limits.concurrency),
  ].filter((part) => part !== null);
  return parts.length === 0 ? text.noLimits : parts.join(', ');
}
