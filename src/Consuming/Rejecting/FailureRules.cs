using System.Net.Sockets;
using MassTransit;
using Pipeline.Core.Storage;

namespace Pipeline.Consuming.Rejecting;

/// <summary>
/// What becomes of a message that cannot be consumed. The bus may have wrapped the failure.
/// <code>
/// the failure                                           what becomes of the message
/// the message is wrong, or its data cannot be stored    it goes to the error queue
/// store, network or bus away, or another writer first   it waits in its place and is tried again
/// anything else, such as a bug of ours                  it goes back to its queue for a while, so that it keeps no other one waiting
/// </code>
/// </summary>
public static class FailureRules
{
    public static bool IsRejection(Exception failure) =>
        failure is MessageRejectedException or StoreDataException || (failure.InnerException is { } inner && IsRejection(inner));

    public static bool MayPass(Exception failure) =>
        StoreFailures.IsTransient(failure)
        || failure is OperationCanceledException or ConsumerCanceledException or TimeoutException
            or IOException or SocketException or HttpRequestException or TransportException or ConnectionException
        || (failure.InnerException is { } inner && MayPass(inner));

    /// <summary>Neither a fault of the message nor one that passes by itself: probably a bug, perhaps of this message alone.</summary>
    public static bool IsUnexpected(Exception failure) => !IsRejection(failure) && !MayPass(failure);
}
