import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/main/host/store/schema.ts',
  out: './resources/migrations',
});
