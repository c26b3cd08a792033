using System.Diagnostics;
using System.Text.Json;
using Pipeline.Core.Hosts;
using Pipeline.Core.Registration;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Tests.Registry;

public sealed class When_a_notice_carries_traces
{
    private const int Enough = 7_900;

    private static readonly string One = Parent(), Other = Parent();

    [Fact]
    public void The_spans_travel_with_it()
    {
        var heard = ChangeNotice.Read(Of(One, Other).Write(Enough));

        heard.Traces["red"].ShouldBe([One, Other]);
        TraceParent.TryRead(heard.Traces["red"][0], out var span).ShouldBeTrue();
        $"00-{span.TraceId}-{span.SpanId}-01".ShouldBe(One);
        span.TraceFlags.ShouldBe(ActivityTraceFlags.Recorded);
    }

    [Fact]
    public void A_trace_counts_once_whichever_of_its_spans_led_there()
    {
        var again = $"00-{TraceParent.TraceOf(One)}-{ActivitySpanId.CreateRandom()}-01";

        Of(One, again, Other).Traces["red"].ShouldBe([One, Other]);
        ChangeNotice.Merge(Of(One).Traces, Of(again).Traces)["red"].ShouldBe([One]);
    }

    [Fact]
    public void The_newest_four_of_a_name_are_kept()
    {
        var many = Enumerable.Range(0, 9).Select(_ => Parent()).ToArray();

        Of(many).Traces["red"].ShouldBe(many[^4..]);
        ChangeNotice.Merge(Of(many[..5]).Traces, Of(many[5..]).Traces)["red"].ShouldBe(many[^4..]);
    }

    [Fact]
    public void One_that_is_too_long_tells_the_newest_trace_of_each_name_before_it_tells_none()
    {
        var long_ = Of([.. Enumerable.Range(0, 4).Select(_ => Parent())]);
        var whole = long_.Write(Enough).Length;

        ChangeNotice.Read(long_.Write(whole - 1)).Traces["red"].ShouldBe(long_.Traces["red"][^1..]);
        ChangeNotice.Read(long_.Write(whole - 4 * One.Length)).ShouldSatisfyAllConditions(
            nudge => nudge.Traces.ShouldBeEmpty(), nudge => nudge.Scope.Hosts.ShouldBe(["red"]));
        ChangeNotice.Read(long_.Write(10)).Scope.Everything.ShouldBeTrue();
    }

    [Fact]
    public void Bare_trace_ids_of_an_older_version_are_read_and_have_no_span()
    {
        const string Bare = "0af7651916cd43dd8448eb211c80319c";
        var older = JsonSerializer.Serialize(new { Scope = Of(One).Scope, Traces = new Dictionary<string, string[]> { ["red"] = [Bare] } });

        var heard = ChangeNotice.Read(older).Traces["red"].ShouldHaveSingleItem();

        TraceParent.TraceOf(heard).ShouldBe(Bare);
        TraceParent.TryRead(heard, out _).ShouldBeFalse();
    }

    private static ChangeNotice Of(params string[] parents)
    {
        var back = new RegistryEvent.OfHost("red", new HostReturned(ModelHost.Start));
        return ChangeNotice.OfDecisions(
            [.. parents.Select(parent => ((IEnumerable<RegistryEvent>)[back], (string?)parent, (DateTimeOffset?)null))]);
    }

    private static string Parent() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";
}
