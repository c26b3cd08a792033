using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// One client's connection: any number of queries, each with a length prefix of two bytes, answered in order (RFC 7766). The idle time
/// before a query, its transfer and the transfer of its answer may take <see cref="Patience"/> in total.
/// </summary>
internal sealed class TcpConnection
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int Prefix = sizeof(ushort);

    private readonly Socket socket;
    private readonly Responder responder;
    private readonly TimeProvider clock;
    private readonly ITimer deadline;
    private long lastHeard;

    public TcpConnection(Socket socket, Responder responder, TimeProvider clock)
    {
        (this.socket, this.responder, this.clock) = (socket, responder, clock);
        socket.NoDelay = true;
        lastHeard = clock.GetTimestamp();
        deadline = clock.CreateTimer(_ => Close(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The clock's timestamp after the last complete query.</summary>
    public long LastHeard => Volatile.Read(ref lastHeard);

    /// <summary>Closes the connection immediately.</summary>
    public void Close() => socket.Dispose();

    /// <summary>Answers queries until the connection ends, times out or is closed; never throws.</summary>
    public async Task ServeAsync()
    {
        await Task.Yield();
        var query = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        var response = ArrayPool<byte>.Shared.Rent(Prefix + Responder.BufferSize);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            while (await AnswerNextAsync(stream, query, response))
            {
                Volatile.Write(ref lastHeard, clock.GetTimestamp());
                deadline.Change(Patience, Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            await deadline.DisposeAsync();
            ArrayPool<byte>.Shared.Return(query);
            ArrayPool<byte>.Shared.Return(response);
        }
    }

    /// <returns>False if the client closed the connection between two queries.</returns>
    private async Task<bool> AnswerNextAsync(NetworkStream stream, byte[] query, byte[] response)
    {
        if (await stream.ReadAtLeastAsync(query.AsMemory(0, Prefix), Prefix, throwOnEndOfStream: false) < Prefix) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(query);
        await stream.ReadExactlyAsync(query.AsMemory(0, length));

        var answered = responder.Respond(new(query, 0, length), Transport.Tcp, response.AsSpan(Prefix));
        if (answered == 0) return true;
        BinaryPrimitives.WriteUInt16BigEndian(response, (ushort)answered);
        await stream.WriteAsync(response.AsMemory(0, Prefix + answered));
        return true;
    }
}
