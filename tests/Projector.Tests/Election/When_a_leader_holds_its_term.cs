using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Terms;
using Pipeline.Projector.Election;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Election;

/// <summary>A heartbeat every 2 s; the store's lease lasts 10 s, the holder trusts it for 9 s.</summary>
public sealed class When_a_leader_holds_its_term : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Long enough for what a timer started to run.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);

    private readonly FakeTimeProvider time = new();
    private readonly ScriptedLeases leases = new();
    private LeaderTerm term = null!;

    public async ValueTask InitializeAsync() => term = await AcquireAsync();

    public ValueTask DisposeAsync() => term.DisposeAsync();

    [Fact]
    public async Task It_is_kept_by_its_heartbeat()
    {
        await PassAsync(60 * Second);

        term.IsHeld.ShouldBeTrue();
        leases.Beats.ShouldBeGreaterThanOrEqualTo(25);
        term.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_heartbeat_that_hangs_ends_it_before_another_process_may_lead()
    {
        leases.Beat = () => ScriptedLeases.Hangs;

        await PassAsync(8.9 * Second);
        term.IsHeld.ShouldBeTrue();
        await PassAsync(0.2 * Second);

        term.IsHeld.ShouldBeFalse();
        Should.Throw<OperationCanceledException>(term.EnsureHeld).Message.ShouldContain("no heartbeat reached the store");
        await Eventually.ThatAsync(() => term.Lost.IsCancellationRequested, "it is told");
        leases.Beats.ShouldBeGreaterThan(1, "one that hangs is given up");
    }

    [Fact]
    public async Task A_heartbeat_that_fails_is_repeated()
    {
        var failures = 3;
        leases.Beat = () => failures-- > 0 ? Task.FromException<LeaderState?>(new IOException("away")) : ScriptedLeases.Renewed;

        await PassAsync(30 * Second);

        term.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_that_was_frozen_finds_it_over_before_it_does_anything()
    {
        var underWay = new TaskCompletionSource<LeaderState?>();
        leases.Beat = () => underWay.Task;
        await PassAsync(2 * Second);
        time.Advance(20 * Second);

        term.IsHeld.ShouldBeFalse();
        Should.Throw<OperationCanceledException>(term.EnsureHeld);
        underWay.SetResult(await ScriptedLeases.Renewed);

        await Eventually.ThatAsync(() => term.Lost.IsCancellationRequested, "it is told");
        term.IsHeld.ShouldBeFalse("an answer from before the freeze does not revive it");
    }

    [Fact]
    public async Task Another_leader_in_the_store_ends_it_at_once()
    {
        leases.Beat = () => ScriptedLeases.Refused;

        await PassAsync(2.1 * Second);

        await Eventually.ThatAsync(() => term.Lost.IsCancellationRequested, "it is told");
        term.IsHeld.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_wall_clock_that_jumps_changes_nothing(int days)
    {
        await term.DisposeAsync();
        var jumping = new JumpingClock(time);
        term = await AcquireAsync(jumping);
        jumping.Jump = TimeSpan.FromDays(days);
        term.IsHeld.ShouldBeTrue();

        leases.Beat = () => ScriptedLeases.Hangs;
        await PassAsync(9.1 * Second);

        term.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task At_an_orderly_end_it_is_released_and_nothing_is_written_after_it()
    {
        await term.DisposeAsync();

        leases.IsReleased.ShouldBeTrue();
        term.IsHeld.ShouldBeFalse();
        term.Lost.IsCancellationRequested.ShouldBeFalse("it was not lost");
        Should.Throw<OperationCanceledException>(term.EnsureHeld);
    }

    [Fact]
    public async Task The_heartbeat_tells_of_the_last_pass_that_succeeded_and_of_the_failures_since()
    {
        term.NotePass(TimeSpan.FromMilliseconds(120));
        await PassAsync(2 * Second);
        leases.LastPass!.ShouldSatisfyAllConditions(
            pass => pass.Took.ShouldBe(TimeSpan.FromMilliseconds(120)),
            pass => pass.Age!.Value.ShouldBeInRange(Second, 3 * Second),
            pass => pass.Failure.ShouldBeNull());

        term.NotePass(Second, "the zone is busy");
        await PassAsync(2 * Second);

        leases.LastPass!.ShouldSatisfyAllConditions(
            pass => pass.Age!.Value.ShouldBeGreaterThan(3 * Second), pass => pass.Failure.ShouldBe("the zone is busy"));
    }

    private async Task<LeaderTerm> AcquireAsync(TimeProvider? clock = null) => (await new LeaderElection(
        leases, "test/1", Guid.CreateVersion7, new LeaderWatch(clock ?? time), TermTiming.Default, clock ?? time)
        .TryAcquireAsync("Z1", CancellationToken.None))!;

    /// <summary>Lets time pass in small steps, and lets what waits for each of them run.</summary>
    private async Task PassAsync(TimeSpan duration)
    {
        var step = TimeSpan.FromMilliseconds(100);
        for (var passed = TimeSpan.Zero; passed < duration; passed += step)
        {
            time.Advance(step);
            await Task.Delay(Turn, TimeProvider.System);
        }
    }

    /// <summary>A wall clock beside the one that measures.</summary>
    private sealed class JumpingClock(FakeTimeProvider time) : TimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Jump;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
