'use client';
import { completeSetup } from '@overmind/contracts/routes/auth';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { contractResolver } from '#lib/contract-resolver.ts';
import { useFormSend } from '#lib/use-form-send.ts';
import { session, setup } from '#text/session.ts';
import { passwordStrength } from './setup-token.ts';

const resolver = contractResolver(
  async () => (await import('@overmind/contracts/entities/user')).FirstAccount,
);

export function AccountStep({ token, onDone }: { token: string; onDone(): void }) {
  const queries = useQueryClient();
  const form = useForm({
    resolver,
    defaultValues: { token, email: '', password: '', display_name: '' },
  });
  const complete = useSend(completeSetup, {
    onSuccess: () => {
      queries.clear();
      onDone();
    },
  });
  const { errors } = form.formState;
  const { onSubmit, isBusy } = useFormSend(form, complete);
  return (
    <form onSubmit={onSubmit} className="max-w-sm space-y-4" noValidate>
      <FormError error={complete.error} />
      <Field label={setup.displayName} error={errors.display_name?.message}>
        {(control) => (
          <Input
            autoComplete="name"
            autoFocus
            className="h-10"
            {...control}
            {...form.register('display_name')}
          />
        )}
      </Field>
      <Field label={session.email} error={errors.email?.message}>
        {(control) => (
          <Input
            type="email"
            autoComplete="username"
            required
            className="h-10"
            {...control}
            {...form.register('email')}
          />
        )}
      </Field>
      <div>
        <Field label={setup.newPassword} hint={setup.passwordHint} error={errors.password?.message}>
          {(control) => (
            <Input
              type="password"
              autoComplete="new-password"
              required
              className="h-10"
              {...control}
              {...form.register('password')}
            />
          )}
        </Field>
        <Strength password={form.watch('password')} />
      </div>
      <Button type="submit" look="primary" size="lg" isBusy={isBusy}>
        {setup.create}
      </Button>
    </form>
  );
}

const tones = ['bg-failed', 'bg-failed', 'bg-signal', 'bg-done', 'bg-done'] as const;

function Strength({ password }: { password: string }) {
  if (password === '') return null;
  const strength = passwordStrength(password);
  return (
    <div className="mt-2 flex items-center gap-2" role="status">
      <div className="flex flex-1 gap-1" aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cn('h-1 flex-1 rounded-full', step <= strength ? tones[strength] : 'bg-line')}
          />
        ))}
      </div>
      <span className="w-16 text-right text-ink-2 text-xs">{setup.strength[strength]}</span>
    </div>
  );
}
