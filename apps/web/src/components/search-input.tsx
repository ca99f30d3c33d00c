import { type LucideIcon, Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Input } from '#components/ui/field.tsx';
import { cn } from '#lib/class-names.ts';

interface SearchInputProps extends ComponentProps<'input'> {
  label: string;
  icon?: LucideIcon;
}

export const SearchInput = ({ label, icon: Icon = Search, className, ...rest }: SearchInputProps) => (
  <span className={cn('relative min-w-24 flex-1', className)}>
    <Icon
      className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3"
      aria-hidden
    />
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      className="h-7 pl-7 text-xs max-md:h-11"
      {...rest}
    />
  </span>
);
