'use client';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { projectSettings as text } from '#text/project-settings.ts';
import type { SettingsForm } from './use-project-settings.ts';

/** That something is not saved yet, and where what cannot be stands: the field itself says why. */
export function SaveBar({ form }: { form: SettingsForm }) {
  const wrong = Object.keys(form.errors).length;
  return (
    <div className="shrink-0 border-t bg-raised px-4 py-2 shadow-pop">
      <div className="mx-auto flex max-w-4xl flex-wrap items-center gap-2">
        <p role="status" className="mr-auto text-ink-2 text-sm">
          {form.isValid ? text.unsaved : text.blocked(wrong)}
        </p>
        {form.isValid ? null : (
          <Button look="quiet" onClick={({ currentTarget }) => goToFirstWrong(currentTarget.form)}>
            {text.toWrong}
          </Button>
        )}
        <FormError error={form.error} />
        <Button look="quiet" onClick={form.discard}>
          {text.discard}
        </Button>
        <Button type="submit" look="primary" disabled={!form.isValid} isBusy={form.isSaving}>
          {text.save}
        </Button>
      </div>
    </div>
  );
}

const goToFirstWrong = (form: HTMLFormElement | null): void =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
