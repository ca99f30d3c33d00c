'use client';
import { sayRecording } from '@overmind/contracts/routes/recordings';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { voice as text } from '#text/voice.ts';

/** Says in the chat, as it was heard, what is kept and was not said. */
export function SayKept({ recordingId, onSaid }: { recordingId: string; onSaid(): void }) {
  const say = useSend(sayRecording, { onSuccess: onSaid });
  const send = () => say.mutate({ params: { id: recordingId }, body: {} });
  return (
    <>
      <Button size="sm" look="primary" isBusy={say.isPending} onClick={send}>
        {text.sendKept}
      </Button>
      {say.error === null ? null : (
        <div className="order-last w-full">
          <FormError error={say.error} />
        </div>
      )}
    </>
  );
}
