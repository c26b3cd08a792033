using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox.Sns;
using Pipeline.Projector.Registry;

namespace Pipeline.Producer.Tests.Outbox.Sns;

public sealed class When_facts_are_published(Moto moto)
{
    [Fact]
    public async Task Each_kind_reaches_a_queue_that_is_subscribed_to_its_topic()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        using var sns = FactQueue.Sns(queue.Endpoint);

        await Bus(sns, queue.Scope, place: null).PublishAsync(SentFacts.OneOfEach(), CancellationToken.None);

        var heard = await queue.SeesAsync(facts => facts.Count == 6, "all six kinds");
        heard.Select(Words).ShouldBe(SentFacts.OneOfEach().Select(Words), ignoreOrder: true);
        queue.Messages.ShouldAllBe(message => message.MessageAttributes["Content-Type"].StringValue == "application/vnd.masstransit+json");
    }

    [Fact]
    public async Task A_MassTransit_consumer_takes_each_kind_as_it_was_stated()
    {
        var endpoint = await moto.EndpointAsync();
        var taken = new ConcurrentBag<(IHostFact Fact, Guid? Id, string? From)>();
        using var host = Consumer(endpoint, "consumer", taken);
        using var limit = new CancellationTokenSource(FactQueue.Patience, TimeProvider.System);
        await host.StartAsync(limit.Token);
        using var sns = FactQueue.Sns(endpoint);

        var huge = Pipeline.Tests.Facts.ModelHost.Container("c", []);
        var report = (HostReported)SentFacts.OneOfEach("i-2")[4] with
        {
            Containers = [.. Enumerable.Range(0, 1_000).Select(i => huge with { Id = ContainerId(i) })],
        };
        IReadOnlyList<IHostFact> stated = [.. SentFacts.OneOfEach(), report];
        await Bus(sns, "consumer", FactQueue.TopicArn).PublishAsync(stated, CancellationToken.None);

        await Eventually.ThatAsync(() => taken.Count >= stated.Count, "all are consumed", FactQueue.Patience);
        taken.Select(entry => Words(entry.Fact)).ShouldBe(stated.Select(Words), ignoreOrder: true);
        taken.ShouldAllBe(entry => entry.Id == FactEnvelope.CreateId(entry.Fact) && entry.From == "pipeline-producer");
        await host.StopAsync(limit.Token);
    }

    [Fact]
    public async Task More_than_a_batch_holds_all_arrive()
    {
        using var queue = await FactQueue.CreateAsync(moto);
        using var sns = FactQueue.Sns(queue.Endpoint);

        await Bus(sns, queue.Scope, FactQueue.TopicArn).PublishAsync(SentFacts.Started(47), CancellationToken.None);

        await queue.SeesAsync(
            facts => facts.OfType<ContainerStarted>().Select(fact => fact.Container.Id).Distinct().Count() == 47, "all 47");
    }

    private static string ContainerId(int number) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)));

    private static SnsFactBus Bus(IAmazonSimpleNotificationService sns, string scope, string? place) =>
        new(sns, new FactTopics(sns, scope, place), SentFacts.Sender, TimeProvider.System, NullLogger.Instance);

    private static string Words(IHostFact fact) => JsonSerializer.Serialize(fact, fact.GetType(), ContractsJson.Default);

    private static IHost Consumer(Uri endpoint, string scope, ConcurrentBag<(IHostFact, Guid?, string?)> taken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = FactQueue.Patience);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            bus.UsingAmazonSqs((_, transport) =>
            {
                transport.Host("us-east-1", host =>
                {
                    host.AccessKey("testing");
                    host.SecretKey("testing");
                    host.Scope(scope, scopeTopics: true);
                    host.Config(new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
                    host.Config(new AmazonSimpleNotificationServiceConfig
                    {
                        ServiceURL = endpoint.AbsoluteUri,
                        AuthenticationRegion = "us-east-1",
                    });
                });
                transport.UseFactsJson();
                transport.ReceiveEndpoint("facts", queue =>
                {
                    queue.WaitTimeSeconds = 1;
                    On<ContainerStarted>(queue);
                    On<ContainerStopping>(queue);
                    On<ContainerPaused>(queue);
                    On<ContainerStopped>(queue);
                    On<HostReported>(queue);
                    On<HostLeft>(queue);
                });
            });
        });
        return builder.Build();

        void On<T>(IReceiveEndpointConfigurator queue)
            where T : class, IHostFact => queue.Handler<T>(context =>
            {
                taken.Add((context.Message, context.MessageId, context.Host.ProcessName));
                return Task.CompletedTask;
            });
    }
}
