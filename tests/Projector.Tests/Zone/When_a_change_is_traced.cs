using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Election;
using Pipeline.Projector.Zone;
using Pipeline.Store.Registry;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Zone;

/// <summary>What the zone adds to the traces that led to its changes.</summary>
public sealed class When_a_change_is_traced(RealPostgres postgres) : IAsyncLifetime
{
    private static readonly TimeSpan SendingTakes = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<Activity> ended = [];
    private readonly ActivityContext one = Consumed(), other = Consumed();
    private ActivityListener listener = null!;
    private RegistryUnderTest registry = null!;
    private ILeaderTerm? term;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryUnderTest.CreateAsync(postgres);
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ZoneSpans.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    [Fact]
    public async Task Each_trace_has_a_span_for_each_of_its_records_below_the_one_that_consumed_the_fact()
    {
        var began = registry.Time.GetUtcNow();
        await ApplyAsync(new FaultyZone { Before = Takes }, ("calc", [one, other]), ("time", [other]));

        Of(one).Select(Told).ShouldBe(["zone change calc", "zone in sync calc"]);
        Of(other).Select(Told)
            .ShouldBe(["zone change calc", "zone change time", "zone in sync calc", "zone in sync time"], ignoreOrder: true);
        Of(one).Concat(Of(other))
            .ShouldAllBe(span => span.ParentSpanId == (span.TraceId == one.TraceId ? one.SpanId : other.SpanId) && span.HasRemoteParent);
        Of(one).ShouldAllBe(
            span => Equals(span.GetTagItem("action"), "Create") && ((string)span.GetTagItem("change.id")!).StartsWith("local-"));
        (Of(one)[0].StartTimeUtc, Of(one)[0].Duration)
            .ShouldBe((began.UtcDateTime, SendingTakes), "from the submission until it was accepted");
    }

    [Fact]
    public async Task A_zone_that_takes_its_time_is_in_sync_when_it_says_so()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var propagation = await ApplyAsync(new FaultyZone { IsSlow = true }, ("calc", [one]));
        Of(one).Select(Told).ShouldBe(["zone change calc"]);

        var following = propagation.RunAsync(term!, end.Token);
        await Eventually.ThatAsync(
            () =>
            {
                registry.Time.Advance(TimeSpan.FromSeconds(1));
                return Of(one).Length == 2;
            }, "it is known to be in sync", TimeSpan.FromSeconds(60));

        Told(Of(one)[1]).ShouldBe("zone in sync calc");
        Of(one)[1].StartTimeUtc.ShouldBe(Of(one)[0].StartTimeUtc + Of(one)[0].Duration, TimeSpan.FromMilliseconds(1));
        Of(one)[1].Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);
    }

    [Fact]
    public async Task What_the_zone_refuses_is_a_change_that_failed_and_its_neighbours_are_in_sync()
    {
        await ApplyAsync(
            new FaultyZone
            {
                Before = changes => changes.Any(change => change.Set.Key.Name.StartsWith("bad", StringComparison.Ordinal))
                    ? new ZoneRefusedException("bad record")
                    : null,
            },
            ("calc", [one]), ("bad", [other]));

        Of(one).Select(Told).ShouldBe(["zone change calc", "zone in sync calc"]);
        var refused = Of(other).ShouldHaveSingleItem();
        (Told(refused), refused.Status, refused.StatusDescription).ShouldBe(("zone change bad", ActivityStatusCode.Error, "bad record"));
    }

    [Fact]
    public async Task The_ledger_records_the_bare_traces()
    {
        await ApplyAsync(new FaultyZone(), ("calc", [one, other]));

        await using var session = registry.Store.DocumentStore.QuerySession();
        var recorded = await session.Events.FetchStreamAsync(LedgerEntry.StreamOf(new FaultyZone().Id, KeyOf("calc")), token: Cancel);
        recorded.Select(happened => happened.CorrelationId).Distinct().ShouldBe([other.TraceId.ToHexString()]);
        recorded.Select(happened => happened.GetHeader(EventHeaders.Links)?.ToString()).Distinct().ShouldBe([one.TraceId.ToHexString()]);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        if (term is not null) await term.DisposeAsync();
        await registry.DisposeAsync();
    }

    /// <summary>Adds a record a name, each for the facts that some spans consumed.</summary>
    private async Task<Propagation> ApplyAsync(FaultyZone zone, params (string Name, ActivityContext[] Causes)[] records)
    {
        term ??= await registry.LeadAsync(zone.Id);
        var ledger = new ZoneLedger(registry.Store.Ledger, registry.Time);
        var propagation = new Propagation(zone, ledger, new ZoneTurn(), registry.Time, NullLogger<Propagation>.Instance);
        var cause = new Cause(records.ToDictionary(record => record.Name, record => record.Causes.Select(Text).ToArray()), Stated: null);
        var fence = new LeaderFence(zone, ledger, Guid.CreateVersion7, NullLogger<LeaderFence>.Instance);
        await fence.SecureAsync(term, Cancel);
        var writer = new ZoneWriter(
            zone, ledger, fence, propagation, Guid.CreateVersion7, registry.Time, NullLogger<ZoneWriter>.Instance);
        await writer.ApplyAsync(
            [
                .. records.Select(record => new RecordChange(
                    ChangeAction.Create, new RecordSet { Key = KeyOf(record.Name), Ttl = 5, Values = ["127.0.1.1"] })),
            ],
            [],
            new NeededTargets(),
            term,
            Cancel,
            cause);
        return propagation;
    }

    private Exception? Takes(IReadOnlyList<ExactChange> changes)
    {
        registry.Time.Advance(SendingTakes);
        return null;
    }

    private Activity[] Of(ActivityContext trace) => [.. ended.Where(span => span.TraceId == trace.TraceId)];

    private static string Told(Activity span) => $"{span.OperationName} {((string)span.GetTagItem("record")!).Split('.')[0]}";

    private static RecordKey KeyOf(string name) => new($"{name}.{ProjectorUnderTest.Domain}", RecordType.A);

    private static ActivityContext Consumed() =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

    private static string Text(ActivityContext span) => $"00-{span.TraceId}-{span.SpanId}-01";
}
