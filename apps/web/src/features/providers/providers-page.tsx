'use client';
import type { Provider } from '@overmind/contracts/entities/provider';
import { Plus, Sparkles } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Section } from '#components/section.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { InstallationBudget } from '#features/budgets/installation-budget.tsx';
import { promptsPath } from '#features/prompts/prompts-path.ts';
import { useMe } from '#features/session/use-session.ts';
import { SiteFrame } from '#features/shell/site-frame.tsx';
import { usagePath } from '#features/usage/usage-path.ts';
import { budgets } from '#text/budgets.ts';
import { masterKey, providers as text, trial } from '#text/providers.ts';
import { MasterKey } from './master-key.tsx';
import { useModels } from './models/use-models.ts';
import { ProviderCard } from './provider-card.tsx';
import { goToProvider } from './providers-place.ts';
import { TrialPanel } from './trial/trial-panel.tsx';
import { isReady, useProviders } from './use-providers.ts';

const ProviderOverlays = lazy(async () => ({
  default: (await import('./provider-overlays.tsx')).ProviderOverlays,
}));

/** Where models come from, whether they answer, what each costs, and a place to try them. */
export const ProvidersPage = () => (
  <SiteFrame>
    <Content />
  </SiteFrame>
);

function Content() {
  const isAdmin = useMe().data?.user.is_admin === true;
  const found = useProviders();
  const providers = found.data?.items;
  return (
    <>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto font-semibold text-2xl tracking-tight">{text.title}</h1>
        <Button asChild>
          <Link href={usagePath()}>{text.toUsage}</Link>
        </Button>
        {isAdmin ? (
          <>
            <Button asChild>
              <Link href={promptsPath}>{text.toPrompts}</Link>
            </Button>
            <Button look="primary" onClick={() => goToProvider({ add: '1' })}>
              <Plus aria-hidden />
              {text.add}
            </Button>
          </>
        ) : null}
      </div>
      <p className="mb-5 text-ink-2 text-sm">{text.hint}</p>
      {found.isPending ? <Skeleton className="h-72" /> : null}
      {found.isError && providers === undefined ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {providers === undefined ? null : <Providers providers={providers} isAdmin={isAdmin} />}
    </>
  );
}

function Providers({ providers, isAdmin }: { providers: readonly Provider[]; isAdmin: boolean }) {
  const { models } = useModels();
  const ready = providers.some(isReady);
  return (
    <>
      {ready ? null : <NoProvider isAdmin={isAdmin} />}
      {isAdmin ? null : <p className="mb-4 text-ink-2 text-sm">{text.readOnly}</p>}
      <ul className="mb-9 grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        {providers.map((provider) => (
          <li key={provider.name} className="min-w-0">
            <ProviderCard
              provider={provider}
              models={models.filter((model) => model.provider === provider.name)}
              mayChange={isAdmin}
            />
          </li>
        ))}
      </ul>
      <div className="space-y-9">
        {ready ? (
          <Section title={trial.title} hint={trial.hint}>
            <TrialPanel />
          </Section>
        ) : null}
        {isAdmin ? (
          <>
            <Section title={budgets.installation} hint={budgets.installationHint}>
              <InstallationBudget />
            </Section>
            <Section title={masterKey.title} hint={masterKey.hint}>
              <MasterKey />
            </Section>
            <Suspense fallback={null}>
              <ProviderOverlays providers={providers} models={models} />
            </Suspense>
          </>
        ) : null}
      </div>
    </>
  );
}

/** No model at all is a state that is supported: what goes on without, and how to change it. */
const NoProvider = ({ isAdmin }: { isAdmin: boolean }) => (
  <section aria-label={text.noneTitle} className="mb-5 rounded-card border border-dashed px-5 py-4">
    <h2 className="flex items-center gap-2 font-semibold">
      <Sparkles className="size-4 text-ink-3" aria-hidden />
      {text.noneTitle}
    </h2>
    <p className="mt-1 max-w-[75ch] text-ink-2 text-sm">{text.noneWorks}</p>
    <p className="mt-1 max-w-[75ch] text-sm">{isAdmin ? text.noneNext : text.noneOthers}</p>
  </section>
);
