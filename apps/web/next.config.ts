import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NextConfig } from 'next';

const contractsLoader = join(import.meta.dirname, 'contracts-loader');

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

const config: NextConfig = {
  // Only for the build: in development the export mode refuses ids that generateStaticParams does not name.
  ...(process.env.NODE_ENV === 'production' ? { output: 'export' as const } : {}),
  images: { unoptimized: true },
  transpilePackages: ['@overmind/contracts', '@overmind/client', '@overmind/domain'],
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    root: join(import.meta.dirname, '../..'),
    rules: {
      '*.ts': {
        condition: { path: /packages\/contracts\/src\// },
        // The hash is for the cache of builds, which knows a loader only by its name and options.
        loaders: [
          { loader: join(contractsLoader, 'loader.mjs'), options: { hash: hashOf(contractsLoader) } },
        ],
        as: '*.js',
      },
    },
  },
  reactStrictMode: true,
  devIndicators: false,
};

export default config;
