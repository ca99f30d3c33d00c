'use client';
import type { Project } from '@overmind/contracts/entities/project';
import { getSetup } from '@overmind/contracts/routes/auth';
import { Check, KeyRound } from 'lucide-react';
import Link from 'next/link';
import { type ComponentProps, type ReactNode, useState, useSyncExternalStore } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { CreateProjectForm } from '#features/projects/create-project-form.tsx';
import { Entrance } from '#features/session/entrance.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { useIsMounted } from '#lib/route-ids.ts';
import { setup } from '#text/session.ts';
import { AccountStep } from './account-step.tsx';
import { AgentsStep } from './agents-step.tsx';
import { readSetupToken } from './setup-token.ts';

export function SetupPage() {
  const isMounted = useIsMounted();
  return <Entrance width="max-w-2xl">{isMounted ? <Steps /> : <Skeleton className="h-80" />}</Entrance>;
}

/** The whole link may be opened where a part of it was before, which loads nothing anew. */
function onHashChange(heard: () => void): () => void {
  window.addEventListener('hashchange', heard);
  return () => window.removeEventListener('hashchange', heard);
}
const tokenInAddress = () => readSetupToken(window.location.hash, window.location.search);

function Steps() {
  const token = useSyncExternalStore(onHashChange, tokenInAddress);
  const [step, setStep] = useState<1 | 2 | 3>(1);
  const [project, setProject] = useState<Project | null>(null);
  const state = useRoute(getSetup, {}, { staleTime: Number.POSITIVE_INFINITY, enabled: step === 1 });

  if (step === 1 && state.isError)
    return (
      <>
        <PageTitle />
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      </>
    );
  if (step === 1 && state.data === undefined) return <Skeleton className="h-80" />;
  if (step === 1 && state.data?.needs_setup === false)
    return <Ended icon={Check} title={setup.doneTitle} hint={setup.doneHint} action={<ToTheDoor />} />;
  if (token === null) return <Ended icon={KeyRound} title={setup.noTokenTitle} hint={setup.noTokenHint} />;
  return (
    <>
      <Progress step={step} />
      {step === 1 ? (
        <Step title={setup.youTitle} hint={setup.youHint}>
          <AccountStep token={token} onDone={() => setStep(2)} />
        </Step>
      ) : null}
      {step === 2 ? (
        <Step title={setup.repositoryTitle} hint={setup.repositoryHint}>
          <CreateProjectForm
            onCreated={(created) => {
              setProject(created);
              setStep(3);
            }}
          />
        </Step>
      ) : null}
      {step === 3 && project !== null ? (
        <Step title={setup.agentsTitle} hint={setup.agentsHint}>
          <AgentsStep projectId={project.id} />
        </Step>
      ) : null}
    </>
  );
}

const Step = ({ title, hint, children }: { title: string; hint: string; children: ReactNode }) => (
  <section aria-labelledby="step-title">
    <h1 id="step-title" className="font-semibold text-2xl tracking-tight">
      {title}
    </h1>
    <p className="mt-1 mb-6 max-w-[60ch] text-ink-2">{hint}</p>
    {children}
  </section>
);

function Progress({ step }: { step: number }) {
  return (
    <ol className="mb-8 flex gap-2" aria-label={setup.stepOf(step)}>
      {setup.steps.map((name, index) => {
        const isDone = index + 1 < step;
        const isCurrent = index + 1 === step;
        return (
          <li key={name} className="flex-1" aria-current={isCurrent ? 'step' : undefined}>
            <div
              className={cn('h-1 rounded-full', isDone ? 'bg-done' : isCurrent ? 'bg-signal' : 'bg-line')}
            />
            <span
              className={cn(
                'mt-2 flex items-center gap-1 text-xs',
                isCurrent ? 'font-medium text-ink' : 'text-ink-3',
              )}
            >
              {isDone ? <Check className="size-3.5 text-done" aria-hidden /> : null}
              {name}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

const PageTitle = () => <h1 className="sr-only">{setup.title}</h1>;

const Ended = (note: ComponentProps<typeof EmptyState>) => (
  <>
    <PageTitle />
    <EmptyState {...note} />
  </>
);

/** Who came back here in the middle is signed in already, and led on. */
const ToTheDoor = () => (
  <Button asChild>
    <Link href="/">{setup.goOn}</Link>
  </Button>
);
