using MassTransit;
using Microsoft.Extensions.Logging;
using Pipeline.Consuming.Rejecting;
using Pipeline.Core.Storage;

namespace Pipeline.Consuming.Tests;

public sealed class When_a_message_cannot_be_consumed
{
    /// <summary>The most that one rejection may write: a bounded flaw, and a line around it.</summary>
    private const int LongestRejection = 700;

    [Fact]
    public async Task Failure_30_a_rejection_goes_to_the_error_queue_and_is_one_line_that_no_message_can_make_long_or_break()
    {
        await using var bus = await BusUnderTest.StartAsync();
        var foreign = string.Concat(Enumerable.Repeat("\u001b[2J\r\n forged: line ", 1_000));
        bus.Consume = item => { if (item.Name is "bad") throw new MessageRejectedException(foreign, new InvalidDataException(foreign)); };

        await bus.PublishAsync("bad", "good");

        await Eventually.ThatAsync(() => bus.Errors.Count == 1 && bus.Consumed.Count == 1, "one is rejected, the other consumed");
        var line = bus.Log.From(LogLevel.Warning).Where(IsOurs).ShouldHaveSingleItem();
        line.Text.ShouldStartWith("items: a Item is rejected and kept in the error queue");
        line.Text.Length.ShouldBeLessThan(LongestRejection);
        line.Text.ShouldNotContain(character => char.IsControl(character));
        line.Failure.ShouldBeNull();
        bus.Waiting.ReadWaiting().ShouldBeEmpty();
        string[] silenced = ["MassTransit.ReceiveTransport", "MassTransit.Messages"]; // by the log's settings
        bus.Log.From(LogLevel.Warning).Where(IsTheirs).Select(theirs => theirs.Category).ShouldBeSubsetOf(silenced);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"characters, MassTransit's lines: {Characters(bus, IsTheirs)}, ours: {line.Text.Length}");
    }

    [Fact]
    public async Task Data_that_the_store_cannot_hold_is_a_rejection()
    {
        await using var bus = await BusUnderTest.StartAsync();
        bus.Consume = _ => throw new StoreDataException("22P05: unsupported Unicode escape sequence");

        await bus.PublishAsync("bad");

        await Eventually.ThatAsync(() => bus.Errors.Count == 1, "it is rejected");
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_rejected_in_one_line()
    {
        await using var bus = await BusUnderTest.StartAsync();
        var endpoint = await bus.Bus.GetSendEndpoint(new Uri($"queue:{BusUnderTest.Queue}"));

        await endpoint.Send(new Unreadable(new Nested("is no name")), context =>
        {
            context.ResponseAddress = null;
            context.SupportedMessageTypes = [MessageUrn.ForTypeString<Item>()];
        });

        await Eventually.ThatAsync(() => bus.Log.From(LogLevel.Error).Any(IsOurs), "it is rejected");
        var line = bus.Log.From(LogLevel.Warning).Where(IsOurs).Where(one => one.Text.StartsWith("items: ", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        line.Text.ShouldStartWith("items: a message that cannot be read is rejected and kept in the error queue");
        line.Failure.ShouldBeNull();
    }

    public static TheoryData<Exception> Passing =>
    [
        new StoreUnavailableException("25006: cannot execute INSERT in a read-only transaction"),
        new StoreConflictException("another writer was first"),
        new IOException("connection reset"), new TimeoutException("no answer"), new HttpRequestException("refused"),
        new TaskCanceledException("the HTTP client's timeout"), new AggregateException(new StoreUnavailableException("wrapped")),
        new ConnectionException("the topic is missing"),
    ];

    [Theory, MemberData(nameof(Passing))]
    public async Task What_passes_is_waited_for(Exception failure)
    {
        await using var bus = await BusUnderTest.StartAsync();
        var attempts = 0;
        bus.Consume = _ => { if (++attempts < 4) throw failure; };

        await bus.PublishAsync("one");

        await Eventually.ThatAsync(() => bus.Consumed.Count == 1, "it is consumed in the end");
        await Eventually.ThatAsync(() => bus.Waiting.ReadWaiting().Count == 0, "it waits no longer");
        bus.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Failure_28_a_bug_makes_its_message_wait_in_the_queue_so_that_the_others_are_consumed()
    {
        await using var bus = await BusUnderTest.StartAsync();
        var isMended = false;
        bus.Consume = item =>
        {
            if (item.Name.StartsWith("bad", StringComparison.Ordinal) && !Volatile.Read(ref isMended))
                throw new InvalidOperationException("a bug");
        };

        await bus.PublishAsync("bad 1", "bad 2", "bad 3", "bad 4", "bad 5");
        await bus.PublishAsync([.. Enumerable.Range(0, 20).Select(number => $"good {number}")]);

        await Eventually.ThatAsync(() => bus.Consumed.Count == 20, "the good ones are consumed");
        var waiting = await Eventually.GetAsync(
            () => Task.FromResult(bus.Waiting.ReadWaiting().SingleOrDefault()), queue => queue?.Messages == 5, "the bad ones wait");
        waiting!.Reason.ShouldBe("a bug");
        bus.Log.From(LogLevel.Warning).First(IsOurs).Failure.ShouldBeOfType<InvalidOperationException>();
        Volatile.Write(ref isMended, true);
        await Eventually.ThatAsync(() => bus.Consumed.Count == 25, "they are consumed once the bug is mended");
        await Eventually.ThatAsync(() => bus.Waiting.ReadWaiting().Count == 0, "none waits");
        bus.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_messages_that_wait_are_few_lines()
    {
        await using var bus = await BusUnderTest.StartAsync();
        var attempts = 0;
        bus.Consume = _ => { if (Interlocked.Increment(ref attempts) < 30) throw new StoreUnavailableException("away"); };

        await bus.PublishAsync([.. Enumerable.Range(0, 20).Select(number => $"{number}")]);

        await Eventually.ThatAsync(() => bus.Consumed.Count == 20, "all are consumed", TimeSpan.FromSeconds(60));
        bus.Log.From(LogLevel.Warning).Count(IsOurs).ShouldBeLessThanOrEqualTo(5);
    }

    private static bool IsOurs((string Category, LogLevel Level, string Text, Exception? Failure) line) =>
        line.Category.StartsWith("Pipeline.", StringComparison.Ordinal);

    private static bool IsTheirs((string Category, LogLevel Level, string Text, Exception? Failure) line) => !IsOurs(line);

    private static int Characters(
        BusUnderTest bus, Func<(string Category, LogLevel Level, string Text, Exception? Failure), bool> which) =>
        bus.Log.From(LogLevel.Warning).Where(which).Sum(line => line.Text.Length + (line.Failure?.ToString().Length ?? 0));

    private sealed record Nested(string Wrong);

    /// <summary>Has the member of <see cref="Item"/>, of another shape.</summary>
    private sealed record Unreadable(Nested Name);
}
