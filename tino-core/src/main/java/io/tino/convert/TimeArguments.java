package io.tino.convert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;

/**
 * Dates, times and durations in ISO 8601, which results are written in too.
 */
final class TimeArguments {

	static final Map<Class<?>, Function<String, ?>> PARSERS = Map.ofEntries(Map.entry(Instant.class, Instant::parse),
			Map.entry(LocalDate.class, LocalDate::parse), Map.entry(LocalTime.class, LocalTime::parse),
			Map.entry(LocalDateTime.class, LocalDateTime::parse),
			Map.entry(OffsetDateTime.class, OffsetDateTime::parse), Map.entry(OffsetTime.class, OffsetTime::parse),
			Map.entry(ZonedDateTime.class, ZonedDateTime::parse), Map.entry(Year.class, Year::parse),
			Map.entry(YearMonth.class, YearMonth::parse), Map.entry(MonthDay.class, MonthDay::parse),
			Map.entry(Duration.class, Duration::parse), Map.entry(Period.class, Period::parse),
			Map.entry(ZoneId.class, ZoneId::of), Map.entry(ZoneOffset.class, ZoneOffset::of));

	private TimeArguments() {
	}

}
