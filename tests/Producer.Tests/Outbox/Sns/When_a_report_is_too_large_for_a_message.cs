using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox.Sns;

namespace Pipeline.Producer.Tests.Outbox.Sns;

public sealed class When_a_report_is_too_large_for_a_message(Moto moto)
{
    private readonly Pipeline.Tests.Facts.ModelHost red = new("red", "10.0.1.5");

    [Fact]
    public void Its_halves_cover_every_identifier_once()
    {
        var report = red.Reported([.. Containers(9)]);
        var (left, right) = ReportParts.Halve(report).ShouldNotBeNull();
        var (first, second) = ReportParts.Halve(left).ShouldNotBeNull();
        HostReported[] parts = [first, second, right];

        parts.ShouldAllBe(part => part.Stamp == report.Stamp);
        parts.SelectMany(part => part.Containers).Select(one => one.Id)
            .ShouldBe(report.Containers.Select(one => one.Id).Order(StringComparer.Ordinal));
        foreach (var id in (string[])["", "0", "zz", .. report.Containers.Select(one => one.Id)])
            parts.Count(part => part.Range!.Contains(id)).ShouldBe(1, id);
        parts.Select(part => FactEnvelope.CreateId(part)).ShouldBeUnique();
    }

    [Fact]
    public void One_that_lists_a_single_container_is_no_more_divided() =>
        ReportParts.Halve(red.Reported([.. Containers(1)])).ShouldBeNull();

    [Fact]
    public void What_it_does_not_know_is_said_in_the_part_that_covers_it()
    {
        string[] unknown = ["0", "5", "f"];
        var report = red.Reported([.. Containers(1)]) with { Uninspected = unknown };
        var (left, right) = ReportParts.Halve(report).ShouldNotBeNull();

        HostReported[] parts = [left, right];
        parts.SelectMany(part => part.Containers).ShouldBe(report.Containers);
        parts.SelectMany(part => part.Uninspected ?? []).ShouldBe(unknown);
        foreach (var id in unknown) parts.ShouldAllBe(part => !part.IsEndOf(id));
        parts.Count(part => part.IsEndOf("7")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_thousand_containers_of_ten_claims_travel_in_messages_that_SNS_takes()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        using var sns = FactQueue.Sns(queue.Endpoint);
        var topics = new FactTopics(sns, queue.Scope, FactQueue.TopicArn);
        var bus = new SnsFactBus(sns, topics, SentFacts.Sender, TimeProvider.System, NullLogger.Instance);
        var report = red.Reported([.. Containers(2_000)]);

        await bus.PublishAsync([report], CancellationToken.None);

        var heard = await queue.SeesAsync(
            facts => facts.Sum(fact => ((HostReported)fact).Containers.Count) == 2_000, "all containers");
        heard.Count.ShouldBeGreaterThan(1);
        heard.Select(fact => fact.Stamp).Distinct().ShouldBe([report.Stamp]);
        heard.SelectMany(fact => ((HostReported)fact).Containers).Select(one => one.Id).ShouldBe(
            report.Containers.Select(one => one.Id), ignoreOrder: true);
        queue.Messages.ShouldAllBe(message => message.Body.Length <= FactMessage.MaxBytes);
    }

    [Theory]
    [InlineData(ClaimText.LongestCheck)]
    [InlineData(480)]
    [InlineData(400)]
    public void The_claims_of_the_worst_container_fit_into_one_message(int longestCheck)
    {
        var random = new Random(7);
        var said = Enumerable.Range(1, 2 * ClaimText.MostClaims).SelectMany(port => new[]
        {
            $"SERVICE_{port}_NAME={Letters(ClaimText.LongestName)}",
            $"SERVICE_{port}_CHECK={Letters(longestCheck)}",
            $"SERVICE_{port}_CHECK_INTERVAL={Letters(ClaimText.LongestTime)}",
            $"SERVICE_{port}_CHECK_TIMEOUT=😀😀😀😀😀😀😀😀😀😀😀😀",
            $"SERVICE_{port}_WEIGHT={Letters(ClaimText.LongestNumber)}",
            $"SERVICE_{port}_PRIORITY={Letters(ClaimText.LongestNumber)}",
            $"SERVICE_{port}_TAGS={Letters(1)},{Letters(1)}",
            $"SERVICE_{port}_ATTR_A={Letters(1)}",
            $"service_{port}_attr_{Guid.NewGuid():N}{Guid.NewGuid():N}=a",
        });
        var container = new ContainerInspection
        {
            Id = new string('f', 64),
            Name = Letters(ClaimText.LongestLabel),
            Image = Letters(ClaimText.LongestLabel),
            Status = EngineContainerStatus.Running,
            StartedAt = Pipeline.Tests.Facts.ModelHost.Start,
            Environment = [.. said],
            NetworkMode = "host",
            Labels = new Dictionary<string, string> { ["pipeline.owner"] = Letters(ClaimText.LongestLabel) },
        };
        var addresses = new InterfaceAddresses("100.100.100.100", "2001:db8:1234:5678:9abc:def0:1234:5678");

        var worst = new ClaimReader(container).ReadSnapshot(new Reachability(addresses, container), "pipeline.owner")! with
        {
            Crashes = new CrashCount(int.MaxValue, int.MinValue, IsHeldBack: false),
        };

        worst.Endpoints.Count.ShouldBe(ClaimText.MostClaims);
        new FactEnvelope(SentFacts.Sender, TimeProvider.System).Write(red.Reported(worst)).Length
            .ShouldBeLessThan(FactMessage.MaxBytes - 1_024);

        string Letters(int count) => string.Create(count, random, (text, source) =>
        {
            for (var index = 0; index < text.Length; index++)
                text[index] = source.Next(33, 127) is not ',' and var letter ? (char)letter : '.';
        });
    }

    private IEnumerable<ContainerSnapshot> Containers(int count) => Enumerable.Range(0, count).Select(index =>
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(index)));
        return Pipeline.Tests.Facts.ModelHost.Container(
            id, [.. Enumerable.Range(0, 10).Select(port => red.Claim($"service-{index}-{port}-{id[..12]}", 1_024 + port, 8_000 + port))]);
    });
}
