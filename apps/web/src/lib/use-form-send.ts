import { type FormEvent, useRef } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';

interface Sending<Body> {
  isPending: boolean;
  mutateAsync(input: { body: Body }): Promise<unknown>;
}

/** Sends what a form holds once at a time: also while the schema that checks it is still on the way. */
export function useFormSend<Input extends FieldValues, Body>(
  form: UseFormReturn<Input, unknown, Body>,
  sending: Sending<Body>,
) {
  const isUnderWay = useRef(false);
  // What went wrong is shown by who asked for the call.
  const send = form.handleSubmit((body) => sending.mutateAsync({ body }).catch(() => undefined));
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    // A second press may come before the first one is drawn.
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    await send(event).finally(() => {
      isUnderWay.current = false;
    });
  };
  return {
    onSubmit: (event: FormEvent) => void onSubmit(event),
    isBusy: form.formState.isSubmitting || sending.isPending,
  };
}
