package io.tino.server;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The sections that {@code INFO} has, in the order of Redis.
 */
enum InfoSection {

	/** The process. */
	SERVER(true, "Server", ServerInfo::server),

	/** The connections. */
	CLIENTS(true, "Clients", ServerInfo::clients),

	/** What the JVM takes. */
	MEMORY(true, "Memory", ResourceInfo::memory),

	/** There is nothing to load, which clients wait for, and nothing to save. */
	PERSISTENCE(true, "Persistence", ServerInfo::persistence),

	/** What has happened. */
	STATS(true, "Stats", StatisticsInfo::stats),

	/** There are no replicas. */
	REPLICATION(true, "Replication", ServerInfo::replication),

	/** How busy the processors were. */
	CPU(true, "CPU", ResourceInfo::cpu),

	/** There are no modules. */
	MODULES(true, "Modules", (call, text) -> {
	}),

	/** The calls of each command. */
	COMMANDSTATS(false, "Commandstats", StatisticsInfo::commands),

	/** The errors of each code. */
	ERRORSTATS(true, "Errorstats", StatisticsInfo::errors),

	/** How long the calls of each command take. */
	LATENCYSTATS(false, "Latencystats", StatisticsInfo::latencies),

	/** There is no cluster. */
	CLUSTER(true, "Cluster", (call, text) -> text.line("cluster_enabled", 0)),

	/** There are no keys. */
	KEYSPACE(true, "Keyspace", (call, text) -> {
	});

	private final boolean shownByDefault;

	private final String title;

	private final BiConsumer<ServerCall, InfoText> lines;

	InfoSection(boolean shownByDefault, String title, BiConsumer<ServerCall, InfoText> lines) {
		this.shownByDefault = shownByDefault;
		this.title = title;
		this.lines = lines;
	}

	/** Return the sections that a call asks for; names that there are not mean none. */
	static Set<InfoSection> of(ServerCall call) {
		Set<InfoSection> wanted = EnumSet.noneOf(InfoSection.class);
		for (InfoSection section : values()) {
			if (section.isWanted(call)) {
				wanted.add(section);
			}
		}
		return wanted;
	}

	private boolean isWanted(ServerCall call) {
		if (call.argumentCount() == 0) {
			return this.shownByDefault;
		}
		for (int index = 0; index < call.argumentCount(); index++) {
			boolean all = call.matches(index, "ALL") || call.matches(index, "EVERYTHING");
			if (all || call.matches(index, name()) || (this.shownByDefault && call.matches(index, "DEFAULT"))) {
				return true;
			}
		}
		return false;
	}

	void write(ServerCall call, InfoText text) {
		this.lines.accept(call, text.section(this.title));
	}

}
