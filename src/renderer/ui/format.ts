export * from '../../core/format.ts';
