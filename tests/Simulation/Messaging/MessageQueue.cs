using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Processes;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>
/// A queue of SQS: at least once, in any order. What a consumer does not delete in time is delivered again; what fails goes to the dead
/// letters.
/// </summary>
internal sealed class MessageQueue(string name, WorldClock clock, Random random, Story story)
{
    private const int MostReceives = 5;

    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    private readonly List<Consumer> consumers = [];
    private readonly Queue<Message> waiting = new();
    private readonly List<Message> dead = [];

    public string Name => name;

    public IReadOnlyList<Message> DeadLetters => dead;

    /// <summary>The messages whose consumers failed, each with its failure; without those that no version can handle.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>How many messages are on their way or not deleted yet.</summary>
    public int Open { get; private set; }

    public void Attach(SimulatedProcess process, Func<Message, Task> handle)
    {
        consumers.RemoveAll(consumer => consumer.Process.IsKilled);
        consumers.Add(new Consumer(process, handle));
        Flush();
    }

    /// <summary>Hands a process no more messages, and waits until it has handled those that it has.</summary>
    public async Task DetachAsync(SimulatedProcess process)
    {
        if (consumers.Find(consumer => consumer.Process == process) is not { } leaving) return;
        consumers.Remove(leaving);
        while (leaving.Handling.Count > 0)
        {
            await Task.WhenAll(leaving.Handling);
            leaving.Handling.RemoveWhere(handling => handling.IsCompleted);
        }
    }

    public void Send(Message message, TimeSpan latency)
    {
        Open++;
        clock.After(latency, () => Offer(message));
    }

    /// <summary>Delivers what waited for a consumer.</summary>
    public void Flush()
    {
        for (var left = waiting.Count; left > 0; left--) Offer(waiting.Dequeue());
    }

    public void Bury(Message message, string why)
    {
        story.Tell("bus", $"{name}: {message} goes to the dead letters: {why}");
        dead.Add(message);
    }

    /// <summary>Sends the dead letters back.</summary>
    public void Redrive()
    {
        Message[] letters = [.. dead.Where(message => !message.IsPoison)];
        dead.RemoveAll(letters.Contains);
        if (letters.Length > 0) story.Tell("bus", $"{name}: {letters.Length} dead letters are sent back");
        foreach (var message in letters)
        {
            message.Receives = 0;
            Send(message, TimeSpan.FromMilliseconds(random.Next(100)));
        }
    }

    private void Offer(Message message)
    {
        Consumer[] living = [.. consumers.Where(consumer => consumer.Process.IsRunning)];
        if (living.Length == 0)
        {
            waiting.Enqueue(message);
            return;
        }

        message.Receives++;
        var delivery = new Delivery(living[random.Next(living.Length)], message);
        clock.After(Visibility, () => CheckDeleted(delivery));
        var handling = HandleAsync(delivery);
        if (handling.IsCompleted) return;
        var consumer = delivery.Consumer;
        consumer.Handling.Add(handling);
        _ = handling.ContinueWith(consumer.Handling.Remove, TaskScheduler.Default);
    }

    private async Task HandleAsync(Delivery delivery)
    {
        try
        {
            await delivery.Consumer.Handle(delivery.Message);
        }
        catch (Exception failure)
        {
            if (!delivery.IsOver) Fail(delivery.Message, failure);
        }

        if (delivery.IsOver) return;
        delivery.IsOver = true;
        Open--;
    }

    private void Fail(Message message, Exception failure)
    {
        if (!message.IsPoison) Failures.Add($"{name}: {message}: {failure.Message}");
        Bury(message, $"{failure.GetType().Name}: {failure.Message}");
    }

    /// <summary>A running consumer asks for more time; another one's message is delivered again.</summary>
    private void CheckDeleted(Delivery delivery)
    {
        if (delivery.IsOver) return;
        if (delivery.Consumer.Process.IsRunning)
        {
            clock.After(Visibility, () => CheckDeleted(delivery));
            return;
        }

        delivery.IsOver = true;
        if (delivery.Message.Receives < MostReceives)
        {
            Offer(delivery.Message);
            return;
        }

        Bury(delivery.Message, $"received {delivery.Message.Receives} times");
        Open--;
    }

    private sealed record Consumer(SimulatedProcess Process, Func<Message, Task> Handle)
    {
        public HashSet<Task> Handling { get; } = [];
    }

    private sealed record Delivery(Consumer Consumer, Message Message)
    {
        public bool IsOver { get; set; }
    }
}
