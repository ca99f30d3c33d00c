'use client';
import { changePassword } from '@overmind/contracts/routes/auth';
import { useForm } from 'react-hook-form';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { contractResolver } from '#lib/contract-resolver.ts';
import { toast } from '#lib/toast.ts';
import { useFormSend } from '#lib/use-form-send.ts';
import { settings as text } from '#text/settings.ts';

const resolver = contractResolver(
  async () => (await import('@overmind/contracts/entities/user')).PasswordChange,
);

export function PasswordForm() {
  const form = useForm({
    resolver,
    defaultValues: { current_password: '', new_password: '' },
  });
  const change = useSend(changePassword, {
    onSuccess: () => {
      form.reset();
      toast.success(text.changed);
    },
  });
  const { onSubmit, isBusy } = useFormSend(form, change);
  const { errors } = form.formState;
  return (
    <form className="max-w-xs space-y-3" noValidate onSubmit={onSubmit}>
      <Field label={text.currentPassword} error={errors.current_password?.message}>
        {(control) => (
          <Input
            type="password"
            autoComplete="current-password"
            {...control}
            {...form.register('current_password')}
          />
        )}
      </Field>
      <Field label={text.newPassword} error={errors.new_password?.message}>
        {(control) => (
          <Input
            type="password"
            autoComplete="new-password"
            {...control}
            {...form.register('new_password')}
          />
        )}
      </Field>
      <FormError error={change.error} />
      <Button type="submit" isBusy={isBusy}>
        {text.change}
      </Button>
    </form>
  );
}
