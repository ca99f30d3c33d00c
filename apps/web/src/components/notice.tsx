import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { cn } from '#lib/class-names.ts';
import { common } from '#text/common.ts';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** The next step, in words. */
  hint: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon: Icon, title, hint, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn('flex flex-col items-center justify-center gap-1.5 px-6 py-10 text-center', className)}
    >
      <Icon className="mb-1 size-6 text-ink-3" strokeWidth={1.5} aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="max-w-[46ch] text-balance text-ink-2 text-sm">{hint}</p>
      {action === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  action?: ReactNode;
  className?: string;
}

export function ErrorState({ error, onRetry, action, className }: ErrorStateProps) {
  return (
    <EmptyState
      icon={CircleAlert}
      title={common.failedToLoad}
      hint={errorWords(error)}
      className={className ?? ''}
      action={
        <>
          {onRetry === undefined ? null : <Button onClick={onRetry}>{common.tryAgain}</Button>}
          {action}
        </>
      }
    />
  );
}

/** What went wrong with a form or an act, read out at once. */
export function FormError({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md border border-failed/40 bg-failed-soft px-3 py-2 text-failed text-sm"
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      {typeof error === 'string' ? error : errorWords(error)}
    </p>
  );
}
