namespace Pipeline.Tests.EcsEmulator;

/// <summary>The limits of ECS as documented ("Request throttling for the Amazon ECS API", and the API reference of each action).</summary>
public sealed record Rules
{
    /// <summary>
    /// ListTasks, DescribeTasks, DescribeTaskDefinition, DescribeContainerInstances, ListContainerInstances, ListServices and
    /// DescribeServices, each.
    /// </summary>
    public BucketSize Reads { get; init; } = new(100, 20);

    /// <summary>StopTask.</summary>
    public BucketSize Stops { get; init; } = new(100, 40);

    /// <summary>The most tasks or instances of one page or one description.</summary>
    public int Page { get; init; } = 100;

    /// <summary>The most services of one DescribeServices call.</summary>
    public int ServicesOfACall { get; init; } = 10;

    /// <summary>The most target groups or load balancers of one call.</summary>
    public int BalancersOfACall { get; init; } = 20;

    /// <summary>For how long a stopped task is described.</summary>
    public TimeSpan StoppedTasksAreKept { get; init; } = TimeSpan.FromHours(1);

    public static Rules Unthrottled { get; } = new() { Reads = new(1e9, 1e9), Stops = new(1e9, 1e9) };
}

/// <param name="Capacity">Tokens in a full bucket.</param>
/// <param name="RefillPerSecond">Tokens added per second.</param>
public readonly record struct BucketSize(double Capacity, double RefillPerSecond);

/// <summary>A token bucket with a steady refill.</summary>
internal sealed class Bucket(BucketSize size, TimeProvider time)
{
    private double tokens = size.Capacity;
    private long refilledAt = time.GetTimestamp();

    public bool TryTake()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(size.Capacity, tokens + (size.RefillPerSecond * time.GetElapsedTime(refilledAt, now).TotalSeconds));
        refilledAt = now;

        // Tolerates rounding errors.
        if (tokens < 1 - 1e-9) return false;
        tokens--;
        return true;
    }
}
