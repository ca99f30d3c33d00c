'use client';
import type { Agent } from '@overmind/contracts/entities/agent';
import { type AgentTrial, testAgent } from '@overmind/contracts/routes/projects';
import { CircleCheck, CircleX, FlaskConical, Loader2 } from 'lucide-react';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { agentTrial as text } from '#text/agent-trial.ts';
import { common } from '#text/common.ts';

/** Starts a dry run of an agent and shows what it found. */
export function AgentTrialButton({ agent }: { agent: Agent }) {
  const [isOpen, setOpen] = useState(false);
  const trial = useSend(testAgent);
  const start = () => trial.mutate({ params: { id: agent.id } });
  const open = () => {
    setOpen(true);
    start();
  };
  return (
    <>
      <Button size="sm" look="quiet" onClick={open} aria-label={text.startFor(agent.name)}>
        <FlaskConical aria-hidden />
        {text.start}
      </Button>
      {isOpen ? (
        <Dialog isOpen onOpenChange={setOpen} title={text.title(agent.name)} description={text.hint}>
          <div aria-live="polite" className="space-y-3">
            {trial.isPending ? (
              <p role="status" className="flex items-center gap-2 text-ink-2 text-sm">
                <Loader2 className="size-4 animate-spin" aria-hidden />
                {text.running}
              </p>
            ) : null}
            {trial.data !== undefined && !trial.isPending ? <Findings trial={trial.data} /> : null}
            <FormError error={trial.isPending ? null : trial.error} />
          </div>
          <DialogFooter>
            <Button look="quiet" onClick={() => setOpen(false)}>
              {common.close}
            </Button>
            <Button onClick={start} disabled={trial.isPending}>
              {text.again}
            </Button>
          </DialogFooter>
        </Dialog>
      ) : null}
    </>
  );
}

function Findings({ trial }: { trial: AgentTrial }) {
  const missing = trial.steps.filter((step) => !step.ok).length;
  return (
    <>
      <p className="font-medium">{missing === 0 ? text.allGood : text.missing(missing)}</p>
      <ul className="divide-y rounded-md border text-sm">
        {trial.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps never move, and two may have one name
          <li key={index} className="flex gap-2 px-3 py-2">
            {step.ok ? (
              <CircleCheck className="mt-0.5 size-4 shrink-0 text-done" aria-label={text.isFine} />
            ) : (
              <CircleX className="mt-0.5 size-4 shrink-0 text-failed" aria-label={text.isMissing} />
            )}
            <span className="min-w-0">
              <span className="font-medium">{step.name}</span>
              <span className="block break-words text-ink-2">{step.detail}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
