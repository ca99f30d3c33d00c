'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { goToSignIn } from '#features/session/return-path.ts';
import { makeQueryClient } from '#lib/api/query-client.ts';
import { useToasterWanted } from '#lib/toast.ts';

const Toaster = lazy(async () => ({ default: (await import('./toaster.tsx')).Toaster }));

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(() => makeQueryClient(goToSignIn));
  const isToasterWanted = useToasterWanted((state) => state.isWanted);
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryClientProvider client={queries}>
        {children}
        <Suspense fallback={null}>{isToasterWanted ? <Toaster /> : null}</Suspense>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
