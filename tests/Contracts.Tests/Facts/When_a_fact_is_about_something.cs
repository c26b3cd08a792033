namespace Pipeline.Contracts.Tests.Facts;

public sealed class When_a_fact_is_about_something
{
    public static TheoryData<string> Kinds => [.. FactExamples.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_about_one_container_or_all_of_its_host(string kind)
    {
        var fact = FactExamples.All[kind].Fact;

        fact.IsAboutWholeHost().ShouldBe(fact is HostReported or HostLeft);
        (fact.GetContainerId() is null).ShouldBe(fact.IsAboutWholeHost());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_a_start_and_a_report_describe_containers(string kind)
    {
        var fact = FactExamples.All[kind].Fact;

        fact.GetSnapshots().ShouldBe(fact switch
        {
            ContainerStarted started => [started.Container],
            HostReported report => report.Containers,
            _ => [],
        });
    }

    [Fact]
    public void An_unknown_kind_is_an_error()
    {
        var unknown = new Unknown(new HostIdentity("red", "192.0.2.7"), Stamp.None, default);

        Should.Throw<ArgumentOutOfRangeException>(() => unknown.GetContainerId());
        Should.Throw<ArgumentOutOfRangeException>(() => unknown.GetSnapshots());
    }

    private sealed record Unknown(HostIdentity Host, Stamp Stamp, DateTimeOffset At) : IHostFact;
}
