"""libpq through ctypes: prepared statements in pipelines, one transaction in one round trip."""
import ctypes
import ctypes.util

pq = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
for name in ("PQconnectdb", "PQgetResult", "PQprepare"):
    getattr(pq, name).restype = ctypes.c_void_p
for name in ("PQerrorMessage", "PQresultErrorMessage", "PQgetvalue"):
    getattr(pq, name).restype = ctypes.c_char_p
pq.PQgetResult.argtypes = [ctypes.c_void_p]
pq.PQresultErrorMessage.argtypes = pq.PQclear.argtypes = pq.PQresultStatus.argtypes = [ctypes.c_void_p]
pq.PQntuples.argtypes = [ctypes.c_void_p]
pq.PQgetvalue.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
COMMAND_OK, TUPLES_OK, PIPELINE_SYNC = 1, 2, 10


class Connection:
    def __init__(self, **parameters):
        text = " ".join(f"{name}='{value}'" for name, value in parameters.items())
        self.handle = ctypes.c_void_p(pq.PQconnectdb(text.encode()))
        if pq.PQstatus(self.handle) != 0:
            raise OSError(pq.PQerrorMessage(self.handle).decode())
        self.pid = pq.PQbackendPID(self.handle)
        pq.PQenterPipelineMode(self.handle)
        self.names = {}

    def run(self, statements):
        """Runs (sql, values) in one round trip; returns the last statement's first value. Any error is raised."""
        for sql, values in statements:
            if sql not in self.names:
                self.names[sql] = f"s{len(self.names)}".encode()
                pq.PQsendPrepare(self.handle, self.names[sql], sql.encode(), 0, None)
            array = (ctypes.c_char_p * max(1, len(values)))(*[None if v is None else str(v).encode() for v in values])
            pq.PQsendQueryPrepared(self.handle, self.names[sql], len(values), array, None, None, 0)
        pq.PQpipelineSync(self.handle)
        last = None
        while True:
            result = pq.PQgetResult(self.handle)
            if not result:
                continue
            status = pq.PQresultStatus(result)
            if status == TUPLES_OK and pq.PQntuples(result):
                last = pq.PQgetvalue(result, 0, 0)
            message = pq.PQresultErrorMessage(result).decode()
            pq.PQclear(result)
            if status == PIPELINE_SYNC:
                return last
            if status not in (COMMAND_OK, TUPLES_OK):
                raise OSError(message or f"status {status}")

    def close(self):
        pq.PQfinish(self.handle)
