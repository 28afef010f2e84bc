CREATE TABLE `payload_uses` (
	`build` integer NOT NULL,
	`payload` text NOT NULL,
	PRIMARY KEY(`build`, `payload`),
	FOREIGN KEY (`build`) REFERENCES `builds`(`no`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `payload_uses_payload` ON `payload_uses` (`payload`);--> statement-breakpoint
CREATE TABLE `purges` (
	`build` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE `builds` ADD `user_title` text;--> statement-breakpoint
ALTER TABLE `builds` ADD `pinned` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `builds` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `sources` ADD `purged` integer DEFAULT false NOT NULL;--> statement-breakpoint
-- Until now no table said which builds use a payload: the events do.
INSERT OR IGNORE INTO `payload_uses` (`build`, `payload`)
SELECT e.`build`, part.value
FROM `events` AS e, json_tree(CASE WHEN json_valid(e.`body`) THEN e.`body` END) AS part
WHERE instr(e.`body`, '"payload":"') > 0 AND part.key = 'payload' AND part.type = 'text'
  AND EXISTS (SELECT 1 FROM `payloads` WHERE `payloads`.`key` = part.value);--> statement-breakpoint
-- A damaged event, or one nested deeper than SQLite reads: what its text names is kept.
INSERT OR IGNORE INTO `payload_uses` (`build`, `payload`)
SELECT e.`build`, p.`key`
FROM `events` AS e JOIN `payloads` AS p ON instr(e.`body`, p.`key`) > 0
WHERE instr(e.`body`, '"payload":"') > 0 AND NOT json_valid(e.`body`);
