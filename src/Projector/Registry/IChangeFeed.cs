namespace Pipeline.Projector.Registry;

/// <summary>Carries the notices of the registry's writers, in whichever process, to those who keep the zone.</summary>
public interface IChangeFeed
{
    /// <summary>Listens until the connection breaks, and then throws. What was committed before is not heard: <see cref="ChangeNotice.All"/> comes first.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The connection broke, or there was none.</exception>
    Task ListenAsync(Action<ChangeNotice> heard, CancellationToken cancel);

    /// <summary>Sends a notice that belongs to no transaction.</summary>
    Task PublishAsync(ChangeNotice notice, CancellationToken cancel);
}
