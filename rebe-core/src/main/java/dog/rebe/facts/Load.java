package dog.rebe.facts;

import java.time.Duration;

/**
 * How busy the machine is, and since when it runs.
 *
 * @param oneMinute the average number of processes that run or wait for a disk, over a minute
 * @param fiveMinutes the same over five minutes
 * @param fifteenMinutes the same over fifteen minutes
 * @param processes how many processes and threads there are
 * @param uptime how long ago it started
 */
public record Load(
    double oneMinute, double fiveMinutes, double fifteenMinutes, int processes, Duration uptime) {}
