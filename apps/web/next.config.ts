import { join } from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // Only for the build: in development the export mode refuses ids that generateStaticParams does not name.
  ...(process.env.NODE_ENV === 'production' ? { output: 'export' as const } : {}),
  images: { unoptimized: true },
  transpilePackages: ['@overmind/contracts', '@overmind/client', '@overmind/domain'],
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(import.meta.dirname, '../..') },
  reactStrictMode: true,
  devIndicators: false,
};

export default config;
