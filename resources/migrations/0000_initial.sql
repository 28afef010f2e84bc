CREATE TABLE `builds` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`project` integer,
	`version` integer NOT NULL,
	`digest` text NOT NULL,
	`summary` text,
	FOREIGN KEY (`project`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `builds_id_unique` ON `builds` (`id`);--> statement-breakpoint
CREATE TABLE `checkpoint_chunks` (
	`build` integer NOT NULL,
	`chunk` integer NOT NULL,
	`version` integer NOT NULL,
	`nodes` text NOT NULL,
	PRIMARY KEY(`build`, `chunk`, `version`),
	FOREIGN KEY (`build`) REFERENCES `builds`(`no`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `checkpoints` (
	`build` integer NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`build`, `version`),
	FOREIGN KEY (`build`) REFERENCES `builds`(`no`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `events` (
	`build` integer NOT NULL,
	`version` integer NOT NULL,
	`digest` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`build`, `version`),
	FOREIGN KEY (`build`) REFERENCES `builds`(`no`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `payloads` (
	`key` text PRIMARY KEY NOT NULL,
	`mime` text NOT NULL,
	`bytes` integer NOT NULL,
	`body` blob NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `projects` (
	`id` integer PRIMARY KEY NOT NULL,
	`cwd` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `projects_cwd_unique` ON `projects` (`cwd`);--> statement-breakpoint
CREATE TABLE `receipts` (
	`build` integer NOT NULL,
	`key` text NOT NULL,
	`version` integer NOT NULL,
	`digest` text NOT NULL,
	PRIMARY KEY(`build`, `key`),
	FOREIGN KEY (`build`) REFERENCES `builds`(`no`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`build` integer NOT NULL,
	`offset` integer NOT NULL,
	`fingerprint` text NOT NULL,
	FOREIGN KEY (`build`) REFERENCES `builds`(`no`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `sources_build` ON `sources` (`build`);