namespace Pipeline.Core.Terms;

/// <summary>
/// Until when a process may act under its term without asking the store. It counts from the sending of the last successful heartbeat, by
/// the monotonic clock: a wall clock that jumps does not move it, and a process that was frozen finds it passed.
/// </summary>
public sealed record TermDeadline(long Sent, TimeSpan Lasts, TimeProvider Time)
{
    public TimeSpan Left => Lasts - Time.GetElapsedTime(Sent);

    public bool IsPast => Left <= TimeSpan.Zero;
}
