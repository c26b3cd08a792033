using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// One client's connection: any number of queries, each behind its length in two bytes, answered in their
/// order (RFC 7766). A query and the taking of its answer may last <see cref="Patience"/> together, silence before it included.
/// </summary>
internal sealed class TcpConnection
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int Prefix = sizeof(ushort);

    private readonly Socket socket;
    private readonly Responder responder;
    private readonly TimeProvider clock;
    private readonly ITimer impatience;
    private long lastHeard;

    public TcpConnection(Socket socket, Responder responder, TimeProvider clock)
    {
        (this.socket, this.responder, this.clock) = (socket, responder, clock);
        socket.NoDelay = true;
        lastHeard = clock.GetTimestamp();
        impatience = clock.CreateTimer(_ => Close(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When the last whole query came, in the clock's timestamps.</summary>
    public long LastHeard => Volatile.Read(ref lastHeard);

    /// <summary>Ends the connection, whatever it is doing.</summary>
    public void Close() => socket.Dispose();

    /// <summary>Answers until the client leaves, falters or is closed; never throws.</summary>
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
                impatience.Change(Patience, Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            await impatience.DisposeAsync();
            ArrayPool<byte>.Shared.Return(query);
            ArrayPool<byte>.Shared.Return(response);
        }
    }

    /// <returns>False where the client left between two queries.</returns>
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
