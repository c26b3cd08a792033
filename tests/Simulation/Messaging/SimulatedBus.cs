using Pipeline.Contracts;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Stopping;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Verdicts;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>SNS and SQS: a message is copied to each queue that subscribes to its kind.</summary>
internal sealed class SimulatedBus
{
    private static readonly Type[] Facts =
    [
        typeof(ContainerStarted), typeof(ContainerStopping), typeof(ContainerPaused), typeof(ContainerStopped), typeof(HostReported),
        typeof(HostLeft),
    ];

    private readonly Random random;
    private readonly Story story;
    private readonly Dictionary<Type, MessageQueue[]> subscriptions = [];
    private readonly Dictionary<string, (long, int)> reported = [];
    private readonly FormerReports former = new();
    private long messages;

    public SimulatedBus(WorldClock clock, Random random, Story story)
    {
        (this.random, this.story) = (random, story);
        RegistryFacts = Create(FactConsumerDefinition.Queue);
        HealthFacts = Create(HostFactConsumerDefinition.Queue);
        Verdicts = Create(VerdictConsumerDefinition.Queue);
        Answers = Create(DecisionAppliedConsumerDefinition.Queue);
        Stops = Create(StopTaskConsumerDefinition.Queue);
        Signals = Create("health");
        Queues = [RegistryFacts, HealthFacts, Verdicts, Answers, Stops, Signals];

        foreach (var fact in Facts) subscriptions[fact] = [RegistryFacts, HealthFacts];
        subscriptions[typeof(ContainerCondemned)] = [Verdicts];
        subscriptions[typeof(ContainerReinstated)] = [Verdicts];
        subscriptions[typeof(VerdictCarriedOut)] = [Answers];
        subscriptions[typeof(StopTask)] = [Stops];
        subscriptions[typeof(ContainerStated)] = [Signals];
        subscriptions[typeof(ContainerSignalled)] = [Signals];

        MessageQueue Create(string name) => new(name, clock, random, story);
    }

    public BusFaults Faults { get; } = new();

    public MessageQueue RegistryFacts { get; }

    public MessageQueue HealthFacts { get; }

    public MessageQueue Verdicts { get; }

    public MessageQueue Answers { get; }

    public MessageQueue Stops { get; }

    public MessageQueue Signals { get; }

    public IReadOnlyList<MessageQueue> Queues { get; }

    public void Publish(object content, Type type) => Publish(content, type, Wire.Write(content, type));

    /// <summary>Publishes a message that its sender has written already.</summary>
    public void Publish(object content, Type type, byte[] body)
    {
        var isPoison = false;
        if (content is HostReported report)
        {
            former.Note(report);
            isPoison = report.Host.Name == Faults.HostWithoutAddress;
            if (isPoison) body = Wire.Write(report with { Host = report.Host with { Address = "nowhere" } }, type);
        }

        if (Happens(Faults.Newer)) body = NewerForm.AddMembers(body);
        if (content is IHostFact && Happens(Faults.NewerWords)) body = NewerForm.ReplaceWords(body);
        var message = new Message(++messages, type, body, Describe(content)) { IsPoison = isPoison };
        story.Tell("bus", $"{message} is published", IsRoutine(content));
        foreach (var queue in subscriptions[type])
        {
            if (Happens(Faults.Dead) || (Faults.AreStopsDead && queue == Stops))
            {
                queue.Bury(message with { }, "its consumers died");
                continue;
            }

            queue.Send(message with { }, DrawLatency());
            if (Happens(Faults.Twice)) queue.Send(message with { }, DrawLatency());
        }
    }

    /// <summary>Sends a body that nobody can handle.</summary>
    public void PublishPoison(Type type, string body)
    {
        var message = new Message(++messages, type, System.Text.Encoding.UTF8.GetBytes(body), "(poison)") { IsPoison = true };
        foreach (var queue in subscriptions[type]) queue.Send(message with { }, DrawLatency());
    }

    /// <summary>Sends a message of a kind that only a newer version knows to everybody who gets facts.</summary>
    public void PublishUnknownKind()
    {
        var message = new Message(++messages, typeof(NewerForm.OfAKind), "{}"u8.ToArray(), "(of a newer version)") { IsPoison = true };
        foreach (var queue in Queues.Take(2)) queue.Send(message with { }, DrawLatency());
    }

    /// <summary>Delivers a report once more that the former agent of a host sent: its last one, or the one before.</summary>
    public void RepeatFormerReport(string host, bool isLast)
    {
        if (former.Find(host, isLast) is { } report) Publish(report, typeof(HostReported));
    }

    public void Flush()
    {
        foreach (var queue in Queues) queue.Flush();
    }

    public void Redrive()
    {
        foreach (var queue in Queues) queue.Redrive();
    }

    /// <summary>Whether it is a full report of as many containers as the last one.</summary>
    private bool IsRoutine(object content)
    {
        if (content is not HostReported { Range: null } report) return false;
        var (isSame, now) = (false, (report.Stamp.Epoch, report.Containers.Count));
        if (reported.TryGetValue(report.Host.Name, out var last)) isSame = last == now;
        reported[report.Host.Name] = now;
        return isSame;
    }

    private static string Describe(object content) => content switch
    {
        HostReported report => $"{report.Host.Name} {report.Stamp} ({report.Containers.Count} containers)",
        IHostFact fact => $"{fact.Host.Name} {fact.Stamp} {Short(fact.GetContainerId() ?? "")}",
        IVerdict verdict => $"{verdict.Sequence} of {Short(verdict.ContainerId)}: {verdict.Reason}",
        VerdictCarriedOut applied => $"{applied.Sequence} of {Short(applied.ContainerId)}",
        StopTask order => $"{Short(order.ContainerId)} on {order.Host}: {order.Reason}",
        ContainerStated stated => $"{Short(stated.ContainerId)} {stated.Signal.GetType().Name}",
        ContainerSignalled signalled => $"{Short(signalled.ContainerId)} {signalled.Signal.GetType().Name}",
        _ => "",
    };

    private static string Short(string id) => id.Length > 8 ? id[..8] : id;

    private bool Happens(double share) => share > 0 && random.NextDouble() < share;

    private TimeSpan DrawLatency() => Happens(Faults.Late)
        ? Faults.LateBy * random.NextDouble()
        : TimeSpan.FromMilliseconds(random.Next(1, 60));
}
