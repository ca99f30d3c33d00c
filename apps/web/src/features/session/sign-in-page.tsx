'use client';
import { getSetup } from '@overmind/contracts/routes/auth';
import { KeyRound } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { contractResolver } from '#lib/contract-resolver.ts';
import { useFormSend } from '#lib/use-form-send.ts';
import { session } from '#text/session.ts';
import { Entrance } from './entrance.tsx';
import { safeReturnPath } from './return-path.ts';
import { useSignIn } from './use-session.ts';

export function SignInPage() {
  const setup = useRoute(getSetup, {}, { staleTime: 0 });
  if (setup.data?.needs_setup === true) return <NeedsSetup onCheck={() => void setup.refetch()} />;
  return (
    <Entrance>
      <h1 className="font-semibold text-2xl tracking-tight">{session.signInTitle}</h1>
      <p className="mt-1 mb-6 text-ink-2">{session.signInHint}</p>
      <SignInForm />
    </Entrance>
  );
}

const resolver = contractResolver(
  async () => (await import('@overmind/contracts/entities/user')).Credentials,
);

function SignInForm() {
  const router = useRouter();
  const next = useSearchParams().get('next');
  const signIn = useSignIn(() => router.replace(safeReturnPath(next)));
  const form = useForm({ resolver, defaultValues: { email: '', password: '' } });
  const { onSubmit, isBusy } = useFormSend(form, signIn);
  return (
    <form onSubmit={onSubmit} className="space-y-4" noValidate>
      <FormError error={signIn.error} />
      <Field label={session.email}>
        {(control) => (
          <Input
            type="email"
            autoComplete="username"
            autoFocus
            required
            className="h-10"
            {...control}
            {...form.register('email')}
          />
        )}
      </Field>
      <Field label={session.password}>
        {(control) => (
          <Input
            type="password"
            autoComplete="current-password"
            required
            className="h-10"
            {...control}
            {...form.register('password')}
          />
        )}
      </Field>
      <Button type="submit" look="primary" size="lg" className="w-full" isBusy={isBusy || signIn.isSuccess}>
        {session.signIn}
      </Button>
    </form>
  );
}

const NeedsSetup = ({ onCheck }: { onCheck(): void }) => (
  <Entrance width="max-w-md">
    <KeyRound className="mb-3 size-6 text-review" aria-hidden />
    <h1 className="font-semibold text-2xl tracking-tight">{session.needsSetupTitle}</h1>
    <p className="mt-2 text-ink-2">{session.needsSetupHint}</p>
    <p className="mt-5 mb-1 text-ink-3 text-xs">{session.linkLooksLike}</p>
    <code className="block overflow-x-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs">
      http://localhost:3000/setup#token=…
    </code>
    <Button className="mt-6" onClick={onCheck}>
      {session.checkAgain}
    </Button>
  </Entrance>
);
