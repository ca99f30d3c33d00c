'use client';
import type { Runner } from '@overmind/contracts/entities/runner';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { runners as text } from '#text/runners.ts';
import { useRunnerActs } from './use-runners.ts';

export function RunnerActions({ runner }: { runner: Runner }) {
  const acts = useRunnerActs(runner);
  const [isAsking, setAsking] = useState(false);
  const isDraining = runner.status === 'draining';
  const revoke = () =>
    void acts.revoke().then(
      () => setAsking(false),
      () => undefined,
    );
  return (
    <span className="flex gap-1">
      <Button
        size="sm"
        isBusy={acts.isUpdating}
        title={isDraining ? undefined : text.drainHint}
        onClick={() => acts.drain(!isDraining)}
      >
        {isDraining ? text.resume : text.drain}
      </Button>
      <Button size="sm" look="quiet" onClick={() => setAsking(true)}>
        {text.revoke}
      </Button>
      <Dialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={text.revokeTitle(runner.name)}
        description={text.revokeHint(runner.live_runs)}
      >
        <FormError error={acts.revokeError} />
        <DialogFooter>
          <Button look="quiet" onClick={() => setAsking(false)}>
            {text.keep}
          </Button>
          <Button look="danger" isBusy={acts.isRevoking} onClick={revoke}>
            {text.revokeDo}
          </Button>
        </DialogFooter>
      </Dialog>
    </span>
  );
}
